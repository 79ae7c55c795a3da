"""What an action does to fields, as data arcs."""

from __future__ import annotations

from dataclasses import dataclass, field

from petri_pilot.diagnostics.origin import Origin
from petri_pilot.expr.ast import Binary, Data, Expr, Index, Param
from petri_pilot.expr.types import AMOUNT, MapType, Type, is_numeric
from petri_pilot.model.record import Record
from petri_pilot.program.context import Context
from petri_pilot.program.data_arcs import operand_type
from petri_pilot.program.entities.fields import Fields
from petri_pilot.program.expressions import Checker
from petri_pilot.program.ir import ArcKind, DataArc, DataOp, DataPlace, Parameter
from petri_pilot.program.kinds.entities import EffectConflict, EffectMisuse


@dataclass(slots=True)
class Effects:
    """The data arcs of an action."""

    takes: list[DataArc] = field(default_factory=list)
    puts: list[DataArc] = field(default_factory=list)


class EffectReader:
    """Reads the effects of one action.

    `subtract` from an amount is an input arc, so that it is refused when there is
    not enough. Subtracting from an int or float sets the difference, which may
    be negative; as it reads the state before the firing it has to be the only
    effect on its field.
    """

    def __init__(self, ctx: Context, fields: Fields, checker: Checker) -> None:
        self.ctx = ctx
        self.fields = fields
        self.checker = checker
        self.effects = Effects()

    def read(self, records: list[Record], parameters: dict[str, Parameter]) -> Effects:
        """The explicit effects, and the inputs that set the field of their name."""
        self._conflicts(records)
        for record in records:
            self._effect(record, parameters)
        covered = {r.get("field") for r in records}
        for name, parameter in parameters.items():
            if name in self.fields.data and name not in covered:
                self._implicit(parameter, self.fields.data[name])
        return self.effects

    def _implicit(self, parameter: Parameter, place: DataPlace) -> None:
        """An input with the name of a field sets it; an optional one only if it is given."""
        if self._computed(place.id, parameter.origin):
            return
        if parameter.type != place.type:
            reason = f"the input is {parameter.type}, the field {place.id!r} is {place.type}"
            self.ctx.report(EffectMisuse(reason), parameter.origin)
            return
        optional = not parameter.required and not parameter.has_default
        value = Param(type=place.type, name=parameter.name)
        when = parameter.name if optional else None
        self._put(place, (), value, DataOp.SET, parameter.origin, when)

    def _effect(self, record: Record, parameters: dict[str, Parameter]) -> None:
        name = record.get("field")
        if name is None or name in self.fields.places.poisoned:
            return
        place = self.fields.data.get(name)
        if place is None:
            known = self.fields.data
            self.ctx.unknown("field", name, record.at("field"), known, among="fields")
            return
        origin = self.ctx.origin(record.pointer)
        if self._computed(name, origin):
            return
        keys, entry = self._keys(record, place)
        if entry is not None:
            self._apply(record, place, keys, entry, parameters)

    def _apply(
        self,
        record: Record,
        place: DataPlace,
        keys: tuple[Expr, ...],
        entry: Type,
        parameters: dict[str, Parameter],
    ) -> None:
        op = record.get("op", "set")
        origin = self.ctx.origin(record.pointer)
        text = _text(record.get("value"))
        if text is None and op == "remove" and keys:
            self._put(place, keys, None, DataOp.REMOVE, origin)
            return
        wanted = entry if op == "subtract" else operand_type(DataOp(op), entry)
        if wanted is None or (op == "subtract" and not is_numeric(entry)):
            reason = f"{op!r} does not apply to {place.id!r}, which is {entry}"
            self.ctx.report(EffectMisuse(reason), record.pointer)
            return
        text = text or (place.id if place.id in parameters else None)
        if text is None:
            reason = f"the effect on {place.id!r} needs a 'value'"
            self.ctx.report(EffectMisuse(reason), record.pointer)
            return
        pointer = record.at("value") if "value" in record else record.pointer
        if op == "subtract":
            self._subtract(record, place, keys, entry, text, pointer)
            return
        value = self.checker.check(text, wanted, pointer)
        if value is not None:
            self._put(place, keys, value, DataOp(op), origin)

    def _subtract(
        self,
        record: Record,
        place: DataPlace,
        keys: tuple[Expr, ...],
        entry: Type,
        text: str,
        pointer: str,
    ) -> None:
        origin = self.ctx.origin(record.pointer)
        value = self.checker.check(text, entry, pointer)
        if value is None:
            return
        if entry == AMOUNT:
            self.effects.takes.append(DataArc(ArcKind.NORMAL, place, keys, value, None, origin))
            return
        difference = Binary(type=entry, op="-", left=_read(place, keys), right=value)
        self._put(place, keys, difference, DataOp.SET, origin)

    def _keys(self, record: Record, place: DataPlace) -> tuple[tuple[Expr, ...], Type | None]:
        entry: Type = place.type
        keys: list[Expr] = []
        for index, text in enumerate(record.get("keys") or ()):
            if not isinstance(entry, MapType):
                reason = f"{place.id!r} is {place.type}, which takes {index} keys"
                self.ctx.report(EffectMisuse(reason), record.at("keys"))
                return (), None
            key = self.checker.check(text, entry.key, record.at("keys", index))
            if key is None:
                return (), None
            keys.append(key)
            entry = entry.value
        return tuple(keys), entry

    def _put(
        self,
        place: DataPlace,
        keys: tuple[Expr, ...],
        value: Expr | None,
        op: DataOp,
        origin: Origin,
        when: str | None = None,
    ) -> None:
        self.effects.puts.append(DataArc(ArcKind.NORMAL, place, keys, value, op, origin, when))

    def _computed(self, name: str, origin: Origin) -> bool:
        if not self.fields.records[name].get("computed"):
            return False
        reason = f"the field {name!r} is computed and cannot be set"
        self.ctx.report(EffectMisuse(reason), origin)
        return True

    def _conflicts(self, records: list[Record]) -> None:
        """Two effects on one field where the later would undo the earlier."""
        first: dict[str, Record] = {}
        for record in records:
            name = record.get("field")
            if name is None:
                continue
            other = first.setdefault(name, record)
            if other is not record and (self._replaces(record) or self._replaces(other)):
                related = (("the other one", self.ctx.origin(other.pointer)),)
                self.ctx.report(EffectConflict(name), record.pointer, related=related)

    def _replaces(self, record: Record) -> bool:
        op = record.get("op", "set")
        place = self.fields.data.get(record["field"])
        is_amount = place is not None and _leaf(place.type) == AMOUNT
        return op == "set" or (op == "subtract" and not is_amount)


def _leaf(type_: Type) -> Type:
    while isinstance(type_, MapType):
        type_ = type_.value
    return type_


def _read(place: DataPlace, keys: tuple[Expr, ...]) -> Expr:
    """The value of a field, or of an entry of it, before the firing."""
    current: Expr = Data(type=place.type, place=place.id)
    for key in keys:
        assert isinstance(current.type, MapType)
        current = Index(type=current.type.value, base=current, key=key)
    return current


def _text(value: object) -> str | None:
    """The expression that a constant stands for."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
