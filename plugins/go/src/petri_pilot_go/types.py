"""How the language's types are spelled in Go: types, codecs, zeros, constants."""

from __future__ import annotations

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
    Type,
)

from petri_pilot_go.literals import go_string

_TYPES: dict[Type, str] = {
    STRING: "string",
    INT: "int64",
    FLOAT: "float64",
    BOOL: "bool",
    TIME: "value.Time",
    AMOUNT: "value.Amount",
    JSON: "value.JSON",
}


def go_type(type_: Type) -> str:
    """The Go type that holds a value."""
    match type_:
        case EnumType():
            return "string"
        case ListType(item=item):
            return "[]" + go_type(item)
        case MapType(key=key, value=value):
            return f"map[{go_type(key)}]{go_type(value)}"
        case _:
            return _TYPES[type_]


def is_container(type_: Type) -> bool:
    """Whether two Go values of the type can share memory that changes."""
    return isinstance(type_, ListType | MapType)


def needs_value_package(type_: Type) -> bool:
    """Whether `go_type` names the runtime's value package."""
    return "value." in go_type(type_)


def comparable(type_: Type) -> bool:
    """Whether Go's operators compare it as the language does."""
    return type_ in (STRING, INT, FLOAT, BOOL) or isinstance(type_, EnumType)


def enum_values(type_: EnumType) -> str:
    """The values of an enum as arguments."""
    return ", ".join(go_string(v) for v in type_.values)


def zero_is_go_zero(type_: Type) -> bool:
    """Whether Go's zero value is the language's zero (an enum's is its first value)."""
    return not isinstance(type_, EnumType)


def key_codec(type_: Type) -> str:
    """The runtime's codec of a map's keys."""
    return "value.IntKey" if type_ == INT else "value.StringKey"
