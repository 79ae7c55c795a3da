"""Exact arithmetic on values. Every result fits its type, or EvaluationError."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Any

from petri_pilot.expr.errors import EvaluationError
from petri_pilot.expr.instants import in_range, millis_of, time_text
from petri_pilot.expr.limits import AMOUNT_END, INT_MAX, INT_MIN, STRING_MAX
from petri_pilot.expr.types import AMOUNT, FLOAT, INT, STRING, TIME, Type


def fit_int(value: int) -> int:
    """The value if it has 64 bits, else `overflow`."""
    if not INT_MIN <= value <= INT_MAX:
        raise EvaluationError("overflow")
    return value


def fit_amount(value: int) -> int:
    """The value if it is an amount, else `underflow` or `overflow`."""
    if value < 0:
        raise EvaluationError("underflow")
    if value >= AMOUNT_END:
        raise EvaluationError("overflow")
    return value


def fit_float(value: float) -> float:
    """The value if it is finite, else `overflow`. Negative zero becomes zero."""
    if not isfinite(value):
        raise EvaluationError("overflow")
    return value + 0.0


def fit(type_: Type, value: Any) -> Any:
    """The value if it fits the numeric type."""
    if type_ == INT:
        return fit_int(value)
    return fit_amount(value) if type_ == AMOUNT else fit_float(value)


def truncated_quotient(a: int, b: int) -> int:
    """A / b rounded toward zero."""
    if b == 0:
        raise EvaluationError("division-by-zero")
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


def remainder(a: int, b: int) -> int:
    """What truncated division leaves; it has the sign of a."""
    return a - b * truncated_quotient(a, b)


def _float_quotient(a: float, b: float) -> float:
    if b == 0:
        raise EvaluationError("division-by-zero")
    return a / b


_EXACT: dict[str, Callable[[int, int], int]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": truncated_quotient,
    "%": remainder,
}
_FLOAT: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _float_quotient,
}


def apply(op: str, type_: Type, a: Any, b: Any) -> Any:
    """`a op b` for the five operators; `type_` is the type of the left operand."""
    if type_ == INT:
        return fit_int(_EXACT[op](a, b))
    if type_ == AMOUNT:
        return fit_amount(_EXACT[op](a, b))
    if type_ == FLOAT:
        return fit_float(_FLOAT[op](a, b))
    if type_ == TIME:
        return _time(op, a, b)
    if type_ == STRING:
        return _joined(a, b)
    raise TypeError(f"{op} on {type_}")


def _time(op: str, a: str, b: str | int) -> str | int:
    if isinstance(b, str):
        return truncated_quotient(millis_of(a) - millis_of(b), 1000)
    millis = millis_of(a) + (b if op == "+" else -b) * 1000
    if not in_range(millis):
        raise EvaluationError("overflow")
    return time_text(millis)


def _joined(a: str, b: str) -> str:
    if len(a) + len(b) > STRING_MAX:
        raise EvaluationError("overflow")
    return a + b
