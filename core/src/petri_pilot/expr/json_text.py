"""Strict JSON in, canonical JSON out."""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

from petri_pilot.expr.digits import digits_of_int, int_of_digits
from petri_pilot.expr.errors import JsonError
from petri_pilot.expr.json_faults import MAX_DIGITS, MAX_LEVELS, fault_of, has_lone_surrogate


def canonical_json(value: object) -> str:
    """RFC 8785, but integers keep all their digits and keys sort by code point.

    Raises ValueError for what JSON cannot say: numbers that are not finite, keys
    that are not strings, other objects, half a surrogate pair.
    """
    parts: list[str] = []
    _write(value, parts, 0)
    text = "".join(parts)
    if has_lone_surrogate(text):
        raise ValueError("half a surrogate pair")
    return text


def _write(value: object, out: list[str], level: int) -> None:
    if value is None:
        out.append("null")
    elif isinstance(value, bool):
        out.append("true" if value else "false")
    elif isinstance(value, str):
        out.append(encode_basestring(value))
    elif isinstance(value, int):
        out.append(digits_of_int(value))
    elif isinstance(value, float):
        out.append(float_text(value))
    elif level == MAX_LEVELS:
        raise ValueError(f"more than {MAX_LEVELS} levels")
    elif isinstance(value, list | tuple):
        _write_array(value, out, level)
    elif isinstance(value, dict):
        _write_object(value, out, level)
    else:
        raise ValueError(f"{type(value).__name__} is no JSON value")


def _write_array(value: list[Any] | tuple[Any, ...], out: list[str], level: int) -> None:
    out.append("[")
    for n, item in enumerate(value):
        if n:
            out.append(",")
        _write(item, out, level + 1)
    out.append("]")


def _write_object(value: dict[Any, Any], out: list[str], level: int) -> None:
    if not all(isinstance(key, str) for key in value):
        raise ValueError("a key is not a string")
    out.append("{")
    for n, key in enumerate(sorted(value)):
        if n:
            out.append(",")
        out.append(encode_basestring(key))
        out.append(":")
        _write(value[key], out, level + 1)
    out.append("}")


def float_text(value: float) -> str:
    """The text that ECMAScript's Number::toString gives, as RFC 8785 wants it."""
    if not isfinite(value):
        raise ValueError("a number is not finite")
    if value == 0:
        return "0"
    if value < 0:
        return "-" + float_text(-value)
    # Python's repr has the shortest digits that read back; only the layout differs.
    mantissa, _, exponent = repr(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    return _layout(digits, point)


def _layout(digits: str, point: int) -> str:
    """`digits` with the decimal point after the first `point` of them."""
    count = len(digits)
    if count <= point <= 21:
        return digits + "0" * (point - count)
    if 0 < point <= 21:
        return digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    sign = "+" if point > 0 else "-"
    head = digits if count == 1 else digits[0] + "." + digits[1:]
    return f"{head}e{sign}{abs(point - 1)}"


def load_json(text: str) -> Any:
    """The value of a strict JSON text: one value, no duplicate keys, finite numbers.

    Integer literals become int with all their digits, other numbers float.
    Raises JsonError.
    """
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_double,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        raise JsonError(*_told(text, error)) from None
    except (_RefusedError, RecursionError):
        raise fault_of(text) from None
    if not _is_strict(value):
        raise fault_of(text)
    return value


def _told(text: str, error: json.JSONDecodeError) -> tuple[str, int]:
    """The message and position; those of a comma before a bracket differ since Python 3.13."""
    if not error.msg.startswith("Illegal trailing comma"):
        return error.msg, error.pos
    rest = text[error.pos + 1 :]
    bracket = error.pos + 1 + len(rest) - len(rest.lstrip())
    in_list = text[bracket] == "]"
    wanted = "value" if in_list else "property name enclosed in double quotes"
    return f"Expecting {wanted}", bracket


class _RefusedError(Exception):
    """Something that the scanner allows and we do not; `fault_of` finds it again."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise _RefusedError
    return value


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise _RefusedError
    if digits.startswith("-"):
        return -int_of_digits(digits[1:])
    return int_of_digits(digits)


def _double(digits: str) -> float:
    value = float(digits)
    if not isfinite(value):
        raise _RefusedError
    return value


def _constant(name: str) -> Any:
    raise _RefusedError(name)


def _is_strict(value: object) -> bool:
    """Whether levels and strings are within bounds; without recursion."""
    stack: list[tuple[object, int]] = [(value, 1)]
    while stack:
        current, level = stack.pop()
        if isinstance(current, str):
            if has_lone_surrogate(current):
                return False
        elif isinstance(current, dict | list):
            if level > MAX_LEVELS:
                return False
            parts = current if isinstance(current, list) else [*current, *current.values()]
            stack.extend([(part, level + 1) for part in parts])
    return True
