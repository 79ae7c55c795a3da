"""From S-expressions to the parts of a schema: states, actions, arcs, constraints.

The grammar is that of pflow's token model DSL, and one keyword more, `:weight`
on arcs. Everything that it does not name is an error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from petri_pilot.diagnostics import Diagnostic, Kind, Origin
from petri_pilot.formats.kinds.pflow import PflowSyntax, PflowUnknownKeyword
from petri_pilot.formats.pflow.sexpr import SList, Token, TokenKind
from petri_pilot.formats.text import position_of

Item = Token | SList


@dataclass(slots=True)
class Entry:
    """A state, action, arc or constraint: its names, its keywords and where they stand."""

    offset: int
    names: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    offsets: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Schema:
    """What a text says, before it is given a meaning."""

    name: str = ""
    version: str | None = None
    states: list[Entry] = field(default_factory=list)
    actions: list[Entry] = field(default_factory=list)
    arcs: list[Entry] = field(default_factory=list)
    constraints: list[Entry] = field(default_factory=list)


class _ProblemError(ValueError):
    def __init__(self, offset: int, problem: str) -> None:
        super().__init__(problem)
        self.offset = offset


class SchemaReader:
    """Reads one schema and collects what is wrong with it."""

    def __init__(self, text: str, file: str) -> None:
        """`file` is only for the origins of diagnostics."""
        self.diagnostics: list[Diagnostic] = []
        self._text = text
        self._file = file
        self._pointer = ""
        self._sections: dict[str, tuple[str, Callable[[SList], Entry]]] = {
            "states": ("state", self._state),
            "actions": ("action", self._action),
            "arcs": ("arc", self._arc),
            "constraints": ("constraint", self._constraint),
        }

    def read(self, top: list[SList]) -> Schema:
        """The schema in `top`; it means nothing if there are diagnostics."""
        schema = Schema()
        if not top:
            self._problem(0, "there is no (schema ...) in the text")
            return schema
        for extra in top[1:]:
            self._problem(extra.offset, "a file holds one schema; this is a second list")
        items = list(top[0].items)
        if not self._is_symbol(items, "schema") or not _is(items[1:2], TokenKind.SYMBOL):
            self._problem(top[0].offset, "a file starts with (schema name ...)")
            return schema
        schema.name = _text(items[1])
        for item in items[2:]:
            self._section(schema, item)
        return schema

    def _section(self, schema: Schema, item: Item) -> None:
        if not isinstance(item, SList) or not _is(item.items[:1], TokenKind.SYMBOL):
            self._problem(item.offset, "a part of a schema is a list such as (states ...)")
            return
        head = _text(item.items[0])
        if head == "version":
            self._version(schema, item)
        elif head in self._sections:
            word, read = self._sections[head]
            entries = getattr(schema, head)
            for part in item.items[1:]:
                self._pointer = f"/{head}/{len(entries) + len(self.diagnostics)}"
                self._entry(entries, part, word, read)
            self._pointer = ""
        else:
            known = "version, " + ", ".join(self._sections)
            self._unknown(item.items[0].offset, "a schema", head, known)

    def _version(self, schema: Schema, item: SList) -> None:
        if len(item.items) != 2 or not _is(item.items[1:], TokenKind.SYMBOL):
            self._problem(item.offset, "a version is one name, such as (version v1.0.0)")
        elif schema.version is not None:
            self._problem(item.offset, "this is a second version")
        else:
            schema.version = _text(item.items[1])

    def _entry(
        self, entries: list[Entry], part: Item, word: str, read: Callable[[SList], Entry]
    ) -> None:
        if not isinstance(part, SList) or not self._is_symbol(part.items, word):
            self._problem(part.offset, f"here are only lists ({word} ...)")
            return
        try:
            entries.append(read(part))
        except _ProblemError as problem:
            self._problem(problem.offset, str(problem))

    def _state(self, part: SList) -> Entry:
        entry = Entry(part.offset, [_name(part, 1, "the state's name")])
        readers = {"type": _symbol, "kind": _kind, "initial": _value, "exported": None}
        self._keywords(entry, part.items[2:], "a state", readers)
        return entry

    def _action(self, part: SList) -> Entry:
        entry = Entry(part.offset, [_name(part, 1, "the action's name")])
        self._keywords(entry, part.items[2:], "an action", {"guard": _braced})
        return entry

    def _arc(self, part: SList) -> Entry:
        source = _name(part, 1, "the name of a state or action")
        if not _is(part.items[2:3], TokenKind.ARROW):
            raise _ProblemError(part.offset, "an arc is (arc source -> target ...)")
        entry = Entry(part.offset, [source, _name(part, 3, "the name of a state or action")])
        readers = {"keys": _names, "value": _symbol, "weight": _count}
        self._keywords(entry, part.items[4:], "an arc", readers)
        return entry

    def _constraint(self, part: SList) -> Entry:
        entry = Entry(part.offset, [_name(part, 1, "the constraint's name")])
        if len(part.items) != 3:
            raise _ProblemError(part.offset, "a constraint is (constraint name {expression})")
        entry.values["expr"] = _braced(part.items[2])
        entry.offsets["expr"] = part.items[2].offset
        return entry

    def _keywords(
        self, entry: Entry, items: list[Item], where: str, readers: dict[str, Any]
    ) -> None:
        rest = iter(items)
        for item in rest:
            if not isinstance(item, Token) or item.kind is not TokenKind.KEYWORD:
                raise _ProblemError(
                    item.offset, f"here {where} has keywords such as :{next(iter(readers))}"
                )
            word = item.text[1:]
            if word not in readers:
                known = ", ".join(f":{reader}" for reader in readers)
                self._unknown(item.offset, where, item.text, known)
                return
            if word in entry.values:
                raise _ProblemError(item.offset, f"{item.text} is there twice")
            read = readers[word]
            operand = next(rest, None) if read else item
            if operand is None:
                raise _ProblemError(item.offset, f"{item.text} needs a value")
            entry.values[word] = read(operand) if read else True
            entry.offsets[word] = operand.offset

    def _is_symbol(self, items: list[Item], word: str) -> bool:
        return _is(items[:1], TokenKind.SYMBOL) and _text(items[0]) == word

    def _unknown(self, offset: int, where: str, word: str, known: str) -> None:
        self._add(PflowUnknownKeyword(*position_of(self._text, offset), where, word, known))

    def _problem(self, offset: int, problem: str) -> None:
        self._add(PflowSyntax(*position_of(self._text, offset), problem))

    def _add(self, kind: Kind) -> None:
        self.diagnostics.append(Diagnostic(kind, Origin(self._file, self._pointer)))


def _is(items: list[Item], kind: TokenKind) -> bool:
    return bool(items) and isinstance(items[0], Token) and items[0].kind is kind


def _text(item: Item) -> str:
    return item.text if isinstance(item, Token) else ""


def _name(part: SList, index: int, what: str) -> str:
    if not _is(part.items[index : index + 1], TokenKind.SYMBOL):
        raise _ProblemError(part.offset, f"here {what} is missing")
    return _text(part.items[index])


def _symbol(item: Item) -> str:
    if not _is([item], TokenKind.SYMBOL):
        raise _ProblemError(item.offset, "here stands one name")
    return _text(item)


def _kind(item: Item) -> str:
    kind = _symbol(item)
    if kind not in ("token", "data"):
        raise _ProblemError(item.offset, f"a kind is token or data, not {kind}")
    return kind


def _braced(item: Item) -> str:
    if not _is([item], TokenKind.BRACED):
        raise _ProblemError(item.offset, "here stands an expression in braces")
    return _text(item)


def _names(item: Item) -> list[str]:
    if not isinstance(item, SList):
        raise _ProblemError(item.offset, "here stands a list of names, such as (owner spender)")
    return [_symbol(part) for part in item.items]


def _count(item: Item) -> int:
    if not _is([item], TokenKind.NUMBER):
        raise _ProblemError(item.offset, "a weight is a number")
    return _integer(item)


def _integer(item: Item) -> int:
    text = _text(item)
    if len(text) > 4300:
        raise _ProblemError(item.offset, f"a number of {len(text)} digits")
    return int(text)


_EMPTY: dict[str, Callable[[], Any]] = {"map": dict, "list": list}


def _value(item: Item) -> Any:
    if isinstance(item, SList):
        head = _text(item.items[0]) if len(item.items) == 1 else ""
        if head not in _EMPTY:
            raise _ProblemError(item.offset, "a list here is (map) or (list)")
        return _EMPTY[head]()
    if item.kind is TokenKind.NUMBER:
        return _integer(item)
    if item.kind is TokenKind.TEXT:
        return item.text
    if item.kind is TokenKind.SYMBOL and item.text == "nil":
        return None
    raise _ProblemError(item.offset, "a value is a number, a text in quotes, nil, (map) or (list)")
