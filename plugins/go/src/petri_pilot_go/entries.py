"""Go code that reads and changes a data place, or an entry of its map."""

from __future__ import annotations

from dataclasses import dataclass

from petri_pilot.expr.types import AMOUNT, FLOAT, INT, TIME, ListType, MapType, Type
from petri_pilot.expr.values import zero

from petri_pilot_go.constants import constant
from petri_pilot_go.expressions import Uses
from petri_pilot_go.literals import go_string
from petri_pilot_go.scope import Scope
from petri_pilot_go.types import comparable, go_type, zero_is_go_zero

NUMBERS: dict[Type, str] = {INT: "Int", FLOAT: "Float", AMOUNT: "Amount"}
_SUBTRACT: dict[Type, str] = {INT: "Sub", FLOAT: "SubFloat", AMOUNT: "SubAmount"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A data place of `next`, or the value under `keys` (Go expressions) in its map."""

    scope: Scope
    place: str
    type: Type
    """The place's type."""
    keys: tuple[str, ...]
    uses: Uses
    """Grows with what the printed code needs around it."""

    @property
    def value_type(self) -> Type:
        """The type of the entry."""
        type_ = self.type
        for _ in self.keys:
            type_ = _map(type_).value
        return type_

    @property
    def label(self) -> str:
        """The Go expression for the entry's name in a reason."""
        label, type_ = go_string(self.place), self.type
        if self.keys:
            self.uses.imports.add("value")
        for key in self.keys:
            function = "EntryInt" if _map(type_).key == INT else "Entry"
            label = f"value.{function}({label}, {key})"
            type_ = _map(type_).value
        return label

    @property
    def _root(self) -> str:
        return "next.Data." + self.scope.fields[self.place]

    @property
    def _outer(self) -> str:
        """The map that holds the entry; nil where an outer key is missing."""
        return self._root + "".join(f"[{key}]" for key in self.keys[:-1])

    @property
    def read(self) -> str:
        """The value, or the zero of its type."""
        if not self.keys:
            return self._root
        if zero_is_go_zero(self.value_type):
            return f"{self._outer}[{self.keys[-1]}]"
        self.uses.imports.add("value")
        first = constant(self.value_type, zero(self.value_type))
        return f"value.Get({self._outer}, {self.keys[-1]}, {first})"

    @property
    def target(self) -> str:
        """What to assign to; makes the maps that are missing on the way."""
        if not self.keys:
            return self._root
        path = self._root
        for key in self.keys[:-1]:
            path = f"workflow.Inner({path}, {key})"
        return f"{path}[{self.keys[-1]}]"

    @property
    def present(self) -> str:
        """Whether every key on the way is there."""
        return f"workflow.Has({self._outer}, {self.keys[-1]})"

    @property
    def cleared(self) -> str:
        """The statement that removes the key, or sets the place to its zero."""
        if self.keys:
            return f"delete({self._outer}, {self.keys[-1]})"
        fresh = empty(self.type)
        if "value." in go_type(self.type) and fresh != "nil":
            self.uses.imports.add("value")
        return f"{self._root} = {fresh}"

    def subtracted(self, have: str, need: str) -> str:
        """The statement that leaves `have - need`."""
        self.uses.fails = True
        return f"{self.target} = e.{_SUBTRACT[self.value_type]}({have}, {need})"

    def added(self, value: str) -> str:
        """The statement that adds `value`, which must not be negative."""
        self.uses.fails = True
        number = self.value_type
        if number == AMOUNT:
            return f"{self.target} = e.AddAmount({self.read}, {value})"
        return f"{self.target} = workflow.Add{NUMBERS[number]}(e, {self.read}, {value})"

    def assigned(self, value: str) -> str:
        """The statement that sets the entry to a value of its own."""
        return f"{self.target} = {value}"

    def appended(self, value: str) -> str:
        """The statement that appends `value` to the list."""
        return f"{self.target} = append({self.read}, {value})"

    def removed(self, value: str) -> list[str]:
        """The statements that remove the first equal item, or the key `value`."""
        type_ = self.value_type
        if not isinstance(type_, ListType):
            return [f"delete({self.read}, {value})"]
        if comparable(type_.item) or type_.item == TIME:
            rest = f"workflow.Without({self.read}, {value})"
        else:
            codec = self.scope.codecs.of(type_.item)
            if codec.startswith("value."):
                self.uses.imports.add("value")
            rest = f"workflow.WithoutEqual({codec}, {self.read}, {value})"
        statement = f"{self.target} = {rest}"
        if not self.keys:
            return [statement]
        return [f"if {self.present} {{", "\t" + statement, "}"]


def empty(type_: Type) -> str:
    """A fresh zero of the type."""
    if isinstance(type_, ListType):
        return "nil"
    if isinstance(type_, MapType):
        return go_type(type_) + "{}"
    return constant(type_, zero(type_))


def _map(type_: Type) -> MapType:
    if not isinstance(type_, MapType):
        raise TypeError(f"{type_} has no keys")
    return type_
