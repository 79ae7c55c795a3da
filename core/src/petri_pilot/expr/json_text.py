"""Strict JSON in, canonical JSON out."""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

from petri_pilot.expr.digits import digits_of_int, int_of_digits
from petri_pilot.expr.errors import JsonError

MAX_LEVELS = 256
"""Levels of arrays and objects in a text; json values inside may have 64."""
MAX_DIGITS = 4300
"""Digits of an integer literal: more than any type can hold."""


def canonical_json(value: object) -> str:
    """RFC 8785, but integers keep all their digits and keys sort by code point.

    Raises ValueError for what JSON cannot say: numbers that are not finite, keys
    that are not strings, other objects, half a surrogate pair.
    """
    parts: list[str] = []
    _write(value, parts, 0)
    text = "".join(parts)
    if any("\ud800" <= c <= "\udfff" for c in text):
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
        raise JsonError(error.msg, error.pos) from None
    except RecursionError:
        raise JsonError("nested too deeply", 0) from None
    except _TextError as problem:
        raise JsonError(problem.message, _find(text, problem.token)) from None
    _check_tree(value)
    return value


class _TextError(Exception):
    """Something that the scanner allows and we do not; `token` is its text."""

    def __init__(self, message: str, token: str) -> None:
        super().__init__(message)
        self.message = message
        self.token = token


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _TextError(f"the key {key!r} occurs twice", json.dumps(key))
            seen.add(key)
    return value


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise _TextError("a number has too many digits", digits)
    if digits.startswith("-"):
        return -int_of_digits(digits[1:])
    return int_of_digits(digits)


def _double(digits: str) -> float:
    value = float(digits)
    if not isfinite(value):
        raise _TextError(f"the number {digits[:40]} is too large", digits)
    return value


def _constant(name: str) -> Any:
    raise _TextError(f"{name} is not JSON", name)


def _find(text: str, token: str) -> int:
    """Where the last occurrence of a token starts: a duplicate key is the later one."""
    return max(text.rfind(token), 0)


def _check_tree(value: object) -> None:
    """Levels and lone surrogates, without recursion."""
    stack: list[tuple[object, int]] = [(value, 1)]
    while stack:
        current, level = stack.pop()
        if isinstance(current, str):
            _check_text(current)
        elif isinstance(current, dict | list):
            if level > MAX_LEVELS:
                raise JsonError("nested too deeply", 0)
            if isinstance(current, dict):
                for key in current:
                    _check_text(key)
                stack.extend((part, level + 1) for part in current.values())
            else:
                stack.extend((part, level + 1) for part in current)


def _check_text(text: str) -> None:
    if not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text):
        raise JsonError("a string holds half of a surrogate pair", 0)
