"""What a scalar means: the core schema of YAML 1.2 (section 10.3).

PyYAML's own resolver follows YAML 1.1, in which `no`, `on` and `12:30:00` are
no strings.
"""

from __future__ import annotations

import re

_NULL = re.compile(r"(?:null|Null|NULL|~|)\Z")
_BOOL = re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")
_INT = re.compile(r"[-+]?[0-9]+\Z")
_BASED = re.compile(r"(?:0o[0-7]+|0x[0-9a-fA-F]+)\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_NOT_FINITE = re.compile(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]")

_MAX_DIGITS = 4300

Scalar = str | int | float | bool | None


class ScalarError(ValueError):
    """A plain scalar that is refused. The arguments are what it is and what to do."""


def resolve(text: str) -> Scalar:
    """The value of a plain (unquoted) scalar; raises ScalarError."""
    if _NULL.match(text):
        return None
    if _BOOL.match(text):
        return text[0] in "tT"
    if _NOT_FINITE.match(text):
        raise ScalarError("a number that is not finite", "write a finite number")
    if _INT.match(text) or _BASED.match(text):
        return _integer(text)
    if _FLOAT.match(text):
        return _number(text)
    return text


def is_text(text: str) -> bool:
    """Whether the scalar, written without quotes, would be read as this very string."""
    try:
        return resolve(text) == text
    except ScalarError:
        return False


def _integer(text: str) -> int:
    if _LEADING_ZERO.match(text):
        raise ScalarError("a number that starts with 0", "drop the zero, or quote the text")
    if len(text) > _MAX_DIGITS:
        raise ScalarError(f"a number of {len(text)} digits", "quote it; amounts are strings")
    return int(text, 0)


def _number(text: str) -> float:
    if _LEADING_ZERO.match(text):
        raise ScalarError("a number that starts with 0", "drop the zero, or quote the text")
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ScalarError("a number beyond the range of floats", "write a smaller number")
    return number
