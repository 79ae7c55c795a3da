"""Functions over the leaves of lists and maps."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import add
from typing import Any

from petri_pilot.expr.arithmetic import fit
from petri_pilot.expr.errors import EvaluationError
from petri_pilot.expr.join import leaf
from petri_pilot.expr.types import FLOAT, Type


def leaves(value: Any) -> Iterator[Any]:
    """The leaves of nested lists and maps: list order, keys by code point of their wire form."""
    if isinstance(value, list):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, dict):
        for key in sorted(value, key=str):
            yield from leaves(value[key])
    else:
        yield value


def total(type_: Type, value: Any) -> Any:
    """The sum. Integers are added exactly and only the total must fit; floats in order."""
    kind = leaf(type_)
    # Not sum(), which compensates for the rounding of floats since Python 3.12.
    return fit(kind, reduce(add, leaves(value), 0.0 if kind == FLOAT else 0))


def extreme(function: str, value: Any) -> Any:
    """MinOf or maxOf; `missing-field` of nothing."""
    found = list(leaves(value))
    if not found:
        raise EvaluationError("missing-field")
    return min(found) if function == "minOf" else max(found)
