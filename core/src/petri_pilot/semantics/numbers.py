"""The bounds of numeric values."""

from __future__ import annotations

import math
from typing import Any

from petri_pilot.expr import EvaluationError
from petri_pilot.expr.types import AMOUNT, FLOAT, Type
from petri_pilot.expr.values import Value

MAX_INT = 2**63 - 1
MIN_INT = -(2**63)
_AMOUNT_LIMIT = 10**4096


def checked(type_: Type, value: Any) -> Value:
    """The value if it fits its numeric type. Raises EvaluationError (overflow, underflow)."""
    if type_ == FLOAT:
        fits = math.isfinite(value)
    elif type_ == AMOUNT:
        if value < 0:
            raise EvaluationError("underflow")
        fits = value < _AMOUNT_LIMIT
    else:
        fits = MIN_INT <= value <= MAX_INT
    if not fits:
        raise EvaluationError("overflow")
    return value  # type: ignore[no-any-return]
