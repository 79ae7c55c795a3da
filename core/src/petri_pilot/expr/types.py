"""The value types of the model language.

A type is an immutable value; equal types compare equal. `parse_type` (in
`petri_pilot.expr.type_names`) reads the spelling that authors use.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScalarType:
    """A type without parts; `name` is its spelling in a model."""

    name: str

    def __str__(self) -> str:
        return self.name


STRING = ScalarType("string")
"""Unicode text without NUL or lone surrogates; compared by code point."""
INT = ScalarType("int")
"""A signed 64-bit integer; a JSON number on the wire."""
FLOAT = ScalarType("float")
"""A finite IEEE 754 double."""
BOOL = ScalarType("bool")
TIME = ScalarType("time")
"""A UTC instant with millisecond precision, years 0001 to 9999."""
AMOUNT = ScalarType("amount")
"""An exact non-negative integer of up to 4096 digits; a JSON string on the wire."""
JSON = ScalarType("json")
"""Any JSON value; checked against the wanted type when it is used."""
USER = ScalarType("user")
"""The caller: members `id` and `name` and `email` (string), `roles` (list[string])."""

NUMERIC = frozenset({INT, FLOAT, AMOUNT})


def _enum_value(value: str) -> str:
    """A value as `parse_type` reads it: in quotes unless it is a plain word."""
    if value and all(c.isalnum() or c in "_.+:/@#-" for c in value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@dataclass(frozen=True, slots=True)
class EnumType:
    """One of a fixed set of strings."""

    values: tuple[str, ...]

    def __str__(self) -> str:
        return "enum(" + ", ".join(map(_enum_value, self.values)) + ")"


@dataclass(frozen=True, slots=True)
class ListType:
    """An ordered sequence of `item`."""

    item: Type

    def __str__(self) -> str:
        return f"list[{self.item}]"


@dataclass(frozen=True, slots=True)
class MapType:
    """A mapping from `key` (string or int) to `value`, which may be a map."""

    key: Type
    value: Type

    def __str__(self) -> str:
        return f"map[{self.key}]{self.value}"


Type = ScalarType | EnumType | ListType | MapType

USER_MEMBERS: dict[str, Type] = {
    "id": STRING,
    "name": STRING,
    "email": STRING,
    "roles": ListType(STRING),
}


def is_numeric(type_: Type) -> bool:
    """Whether arithmetic and ordering by size apply."""
    return type_ in NUMERIC
