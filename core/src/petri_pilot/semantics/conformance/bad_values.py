"""Values at and beyond the edges of every type, in wire form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
from petri_pilot.program.ir import Validation

_SCALARS: dict[ScalarType, tuple[Any, ...]] = {
    STRING: (5, True, [], {}, "a\0b", "", "käse \u2028 😀", 'quote " and \\ slash'),
    INT: (1.5, "1", True, [], 2**63, 2**63 - 1, -(2**63), -(2**63) - 1, 10**30),
    FLOAT: ("1", True, [], 10**400, 7, -0.5, 1e308, 1e-300),
    BOOL: ("true", 0, 1, []),
    TIME: (
        5,
        "",
        "2025-01-01",
        "2025-02-29T00:00:00Z",
        "2025-01-01T24:00:00Z",
        "2025-01-01T00:00:60Z",
        "2025-01-01t00:00:00z",
        "2025-01-01 00:00:00Z",
        "2025-01-01T00:00:00",
        "2025-01-01T00:00:00,5Z",
        "2025-01-01T00:00:00.Z",
        "2025-01-01T00:00:00+24:00",
        "0000-12-31T23:59:59Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "2024-02-29T23:30:00.123987+05:30",
        "2025-01-01T00:00:00-00:00",
        "9999-12-31T23:59:59.999Z",
    ),
    AMOUNT: (
        5,
        -1,
        "",
        "-1",
        "01",
        "1.0",
        "+1",
        "1e3",
        " 1",
        "x",
        "٣",
        "0",
        str(2**64),
        str(10**30),
    ),
    JSON: ("a\0b", {"a\0": 1}, [10**400], 2**63, {"b": [1, {"a": None}], "": 0.5}),
}


def edges(type_: Type) -> Iterator[Any]:
    """Wrong, extreme and unusual values; some of them are right."""
    match type_:
        case EnumType():
            yield from (5, None, "", "no-such-value", [])
        case ListType(item=item):
            yield from ("x", {}, None, [])
            yield from ([value] for value in edges(item))
        case MapType(key=key, value=value):
            yield from ("x", [], None, {})
            good = "1" if key == INT else "k"
            yield from ({good: inner} for inner in edges(value))
            yield from _keys(key)
        case ScalarType():
            yield from _SCALARS[type_]


def deep_json() -> Any:
    """A value of 65 levels: one too many."""
    value: Any = 1
    for _ in range(64):
        value = [value]
    return [value]


def too_long_amount() -> str:
    """An amount of 4097 digits: one too many."""
    return "1" + "0" * 4096


def around(validation: Validation, type_: Type, good: Any) -> Iterator[Any]:
    """Values at and next to the bounds of a validation; `good` is any value of the type."""
    for bound in (validation.min, validation.max):
        if bound is not None:
            yield from _near_bound(type_, bound, good)
    if validation.pattern is not None:
        yield from ("", "~", "a", "A-1", "0", "abc\n")


def _near_bound(type_: Type, bound: float, good: Any) -> Iterator[Any]:
    whole = int(bound)
    for size in (whole - 1, whole, whole + 1):
        if type_ == AMOUNT and size >= 0:
            yield str(size)
        elif type_ == INT:
            yield size
        elif type_ == FLOAT:
            yield bound + (size - whole) / 4
        elif type_ == STRING and 0 <= size <= 5000:
            yield "😀" * size
        elif isinstance(type_, ListType) and 0 <= size <= 500:
            yield list(good[:1] if isinstance(good, list) else []) * size


def _keys(type_: Type) -> Iterator[Any]:
    if type_ == INT:
        for key in ("01", "-0", "+1", "1.0", "", "x", str(2**63)):
            yield {key: None}
    else:
        yield {"a\0": None}
