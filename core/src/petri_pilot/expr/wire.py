"""Values and their wire form, docs/semantics.md "Values and their wire form".

A value is: int for int and amount; float; str for string, enum and time
(canonical); bool; any JSON object for json; list; dict for map (with int keys
as int). Values are never changed in place.
"""

from __future__ import annotations

import re
from functools import cache
from math import isfinite
from typing import Any, TypeAlias

from petri_pilot.expr.digits import digits_of_int, int_of_digits
from petri_pilot.expr.errors import WireError
from petri_pilot.expr.instants import TIME_ZERO, in_range, parse_time, time_text
from petri_pilot.expr.limits import AMOUNT_DIGITS, INT_MAX, INT_MIN, JSON_DEPTH
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

Value: TypeAlias = int | float | str | bool | list[Any] | dict[Any, Any] | None


def zero(type_: Type) -> Value:
    """The zero of a type."""
    match type_:
        case EnumType(values=values):
            return values[0]
        case ListType():
            return []
        case MapType():
            return {}
    zeros: dict[Type, Value] = {
        STRING: "",
        INT: 0,
        FLOAT: 0.0,
        BOOL: False,
        TIME: TIME_ZERO,
        AMOUNT: 0,
        JSON: None,
    }
    return zeros[type_]


def parse_wire(type_: Type, wire: object) -> Value:
    """The value of a wire form. Raises WireError for the first problem, lists
    in order, maps in the order of their keys by code point.
    """
    match type_:
        case EnumType(values=values):
            return _parse_enum(values, wire)
        case ListType(item=item):
            return _parse_list(item, wire)
        case MapType():
            return _parse_map(type_, wire)
    if type_ == STRING:
        return _parse_string(wire)
    if type_ == INT:
        return _parse_int(wire)
    if type_ == FLOAT:
        return _parse_float(wire)
    if type_ == BOOL:
        if not isinstance(wire, bool):
            raise _wrong("true or false")
        return wire
    if type_ == TIME:
        return _parse_time(wire)
    if type_ == AMOUNT:
        return _parse_amount(wire)
    if type_ == JSON:
        return _parse_json(wire, 0)
    raise TypeError(f"the type {type_} has no wire form")


def to_wire(type_: Type, value: Value) -> Any:
    """The JSON object of a value of the type."""
    match type_:
        case ListType(item=item):
            assert isinstance(value, list)
            return [to_wire(item, part) for part in value]
        case MapType(value=inner):
            assert isinstance(value, dict)
            return {str(key): to_wire(inner, part) for key, part in value.items()}
    if type_ == AMOUNT:
        assert isinstance(value, int)
        return digits_of_int(value)
    return value


def _wrong(wanted: str) -> WireError:
    return WireError("wrong-type", f"must be {wanted}")


def _parse_string(wire: object) -> str:
    if not isinstance(wire, str):
        raise _wrong("a string")
    if "\0" in wire or any("\ud800" <= c <= "\udfff" for c in wire):
        raise WireError("invalid-string", "must not hold NUL or half a surrogate pair")
    return wire


def _parse_int(wire: object) -> int:
    if isinstance(wire, bool) or not isinstance(wire, int):
        raise _wrong("an integer")
    if not INT_MIN <= wire <= INT_MAX:
        raise WireError("out-of-range", "must be an integer of 64 bits")
    return wire


def _parse_float(wire: object) -> float:
    if isinstance(wire, bool) or not isinstance(wire, int | float):
        raise _wrong("a number")
    return _double(wire)


def _double(number: int | float) -> float:
    try:
        value = float(number)
    except OverflowError:
        value = float("inf")
    if not isfinite(value):
        raise WireError("out-of-range", "must be a finite number")
    return value + 0.0  # -0.0 becomes 0.0


def _parse_time(wire: object) -> str:
    if not isinstance(wire, str):
        raise _wrong("a time, as in 2006-01-02T15:04:05Z")
    millis = parse_time(wire)
    if millis is None:
        raise _wrong("a time, as in 2006-01-02T15:04:05Z")
    if not in_range(millis):
        raise WireError("out-of-range", "must lie in the years 0001 to 9999")
    return time_text(millis)


def _parse_amount(wire: object) -> int:
    if not isinstance(wire, str) or _decimal().fullmatch(wire) is None or wire[0] == "-":
        raise _wrong("a string of digits")
    if len(wire) > AMOUNT_DIGITS:
        raise WireError("out-of-range", f"must have at most {AMOUNT_DIGITS} digits")
    return int_of_digits(wire)


def _parse_enum(values: tuple[str, ...], wire: object) -> str:
    if not isinstance(wire, str):
        raise _wrong("a string")
    if wire not in values:
        raise WireError("not-in-enum", "must be one of " + ", ".join(values))
    return wire


def _parse_list(item: Type, wire: object) -> list[Value]:
    if not isinstance(wire, list):
        raise _wrong("an array")
    return [_part(item, part, str(n)) for n, part in enumerate(wire)]


def _parse_map(type_: MapType, wire: object) -> dict[Any, Value]:
    if not isinstance(wire, dict):
        raise _wrong("an object")
    value: dict[Any, Value] = {}
    for text in sorted(wire):
        try:
            key = _parse_key(type_.key, text)
        except WireError as error:
            raise WireError(error.code, error.message, "/" + _escaped(text)) from None
        value[key] = _part(type_.value, wire[text], text)
    return value


def _parse_key(type_: Type, text: str) -> str | int:
    _parse_string(text)
    if type_ == STRING:
        return text
    if _decimal().fullmatch(text) is None:
        raise _wrong("an integer in decimal")
    if len(text) > 20:
        raise WireError("out-of-range", "must be an integer of 64 bits")
    return _parse_int(int(text))


def _part(type_: Type, wire: object, token: str) -> Value:
    try:
        return parse_wire(type_, wire)
    except WireError as error:
        pointer = "/" + _escaped(token) + error.pointer
        raise WireError(error.code, error.message, pointer) from None


def _escaped(token: str) -> str:
    return token.replace("~", "~0").replace("/", "~1")


@cache
def _decimal() -> re.Pattern[str]:
    return re.compile(r"0|-?[1-9][0-9]*")


def _parse_json(wire: object, depth: int) -> Value:
    if wire is None or isinstance(wire, bool):
        return wire
    if isinstance(wire, str):
        return _parse_string(wire)
    if isinstance(wire, int | float):
        return _parse_number(wire)
    if depth == JSON_DEPTH:
        raise WireError("out-of-range", f"must have at most {JSON_DEPTH} levels")
    if isinstance(wire, list):
        return [_json_part(part, str(n), depth) for n, part in enumerate(wire)]
    if isinstance(wire, dict):
        return {_json_key(key): _json_part(wire[key], key, depth) for key in sorted(wire)}
    raise _wrong("a JSON value")


def _json_key(key: str) -> str:
    try:
        return _parse_string(key)
    except WireError as error:
        raise WireError(error.code, error.message, "/" + _escaped(key)) from None


def _json_part(wire: object, token: str, depth: int) -> Value:
    try:
        return _parse_json(wire, depth + 1)
    except WireError as error:
        pointer = "/" + _escaped(token) + error.pointer
        raise WireError(error.code, error.message, pointer) from None


def _parse_number(wire: int | float) -> int | float:
    """A whole number of 64 bits is an int, however it is spelled; others are doubles.

    So a json value means the same before and after it was printed as canonical JSON.
    """
    if isinstance(wire, int) and INT_MIN <= wire <= INT_MAX:
        return wire
    value = _double(wire)
    if value.is_integer() and INT_MIN <= value <= INT_MAX:
        return int(value)
    return value
