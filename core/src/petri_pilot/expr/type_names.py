"""The spelling of types, with the aliases of older tools."""

from __future__ import annotations

import re
from functools import cache

from petri_pilot.expr.errors import TypeNameError
from petri_pilot.expr.types import (
    AMOUNT,
    BOOL,
    FLOAT,
    INT,
    JSON,
    STRING,
    TIME,
    EnumType,
    ListType,
    MapType,
    ScalarType,
    Type,
)

MAX_TEXT = 4096
"""Characters of a type name; enums can be long."""
MAX_DEPTH = 16
"""Levels of lists and maps."""

_SPELLINGS: dict[ScalarType, str] = {
    STRING: "string str text varchar uuid email url address bytes32",
    INT: "int integer int8 int16 int32 int64 long",
    FLOAT: "float number double float32 float64",
    BOOL: "bool boolean",
    TIME: "time datetime timestamp time.time date-time",
    AMOUNT: "amount uint uint8 uint16 uint32 uint64 uint128 uint256 biginteger",
    JSON: "json object any",
}
_HINTS: dict[str, str] = {
    "decimal": "use int with the smallest unit, such as cents, or amount",
    "money": "use int with the smallest unit, such as cents, or amount",
    "currency": "use int with the smallest unit, such as cents, or amount",
    "date": "use time, or string",
    "duration": "use int with seconds",
    "bytes": "use string",
    "binary": "use string",
    "list": "use list[T], as in list[string]",
    "array": "use list[T], as in list[string]",
    "map": "use map[K]V, as in map[string]int",
    "dict": "use map[K]V, as in map[string]int",
    "enum": "use enum(a, b)",
    "null": "leave out the value instead",
}


@cache
def _scalars() -> dict[str, ScalarType]:
    return {name: type_ for type_, names in _SPELLINGS.items() for name in names.split()}


@cache
def _token() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:(?P<name>[A-Za-z_][A-Za-z0-9_.-]*)|(?P<mark>[\[\](),])|(?P<other>\S)|$)"
    )


@cache
def _enum_value() -> re.Pattern[str]:
    return re.compile(r'\s*(?:([\w.+:/@#-]+)|"((?:[^"\\\x00-\x1f]|\\["\\])*)")\s*([,)])')


def parse_type(text: str) -> Type:
    """The type that a text names. Raises TypeNameError."""
    if len(text) > MAX_TEXT:
        raise TypeNameError(f"the type is longer than {MAX_TEXT} characters")
    reader = _Reader(text)
    type_ = reader.type(1)
    reader.end()
    return type_


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def next(self) -> tuple[str, str]:
        """Kind (name, mark, other or empty at the end) and text of the next token."""
        match = _token().match(self.text, self.at)
        assert match is not None
        self.at = match.end()
        kind = match.lastgroup or ""
        return kind, match.group(kind) if kind else ""

    def expect(self, mark: str) -> None:
        kind, text = self.next()
        if text != mark:
            found = text if kind else "the end"
            raise TypeNameError(f"{mark} is wanted in the type {self.text}, not {found}")

    def end(self) -> None:
        kind, text = self.next()
        if kind:
            hint = "use map[K]V" if text == "<" else None
            raise TypeNameError(f"{text} is not expected in the type {self.text}", hint)

    def type(self, depth: int) -> Type:
        if depth > MAX_DEPTH:
            raise TypeNameError(f"the type has more than {MAX_DEPTH} levels")
        kind, name = self.next()
        if name == "[":
            self.expect("]")
            return ListType(self.type(depth + 1))
        if kind != "name":
            raise self.unknown(name)
        following = self.text[self.at : self.at + 1]
        if name == "list" and following == "[":
            return self.list(depth)
        if name == "map" and following == "[":
            return self.map(depth)
        if name == "enum" and self.text[self.at :].lstrip().startswith("("):
            return self.enum()
        scalar = _scalars().get(name.lower())
        if scalar is None:
            raise self.unknown(name)
        return scalar

    def list(self, depth: int) -> ListType:
        self.expect("[")
        item = self.type(depth + 1)
        self.expect("]")
        return ListType(item)

    def map(self, depth: int) -> MapType:
        self.expect("[")
        key = self.type(depth + 1)
        self.expect("]")
        if key not in (STRING, INT):
            raise TypeNameError(
                f"the keys of a map are string or int, not {key}", "use map[string]V"
            )
        return MapType(key, self.type(depth + 1))

    def enum(self) -> EnumType:
        self.expect("(")
        values: list[str] = []
        while True:
            match = _enum_value().match(self.text, self.at)
            if match is None:
                raise TypeNameError(f"the values of {self.text} cannot be read", "use enum(a, b)")
            self.at = match.end()
            values.append(_unquoted(match.group(1), match.group(2)))
            if match.group(3) == ")":
                break
        if len(set(values)) != len(values):
            raise TypeNameError(f"a value of {self.text} occurs twice")
        return EnumType(tuple(values))

    def unknown(self, name: str) -> TypeNameError:
        if not name:
            return TypeNameError("the name of a type is missing", "use string, int, ...")
        lowered = name.lower()
        hint = _HINTS.get(lowered) or _nearest(lowered)
        return TypeNameError(f"there is no type {name}", hint)


def _unquoted(plain: str | None, quoted: str | None) -> str:
    if plain is not None:
        return plain
    return re.sub(r"\\(.)", r"\1", quoted or "")


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    matches = get_close_matches(name, _scalars(), n=1)
    if matches:
        return f"did you mean {_scalars()[matches[0]]}?"
    return "use string, int, float, bool, time, amount, json, enum(a, b), list[T] or map[K]T"
