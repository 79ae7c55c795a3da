"""Values in wire form as Go constants and literals."""

from __future__ import annotations

from typing import Any

from petri_pilot.expr.types import (
    AMOUNT,
    BOOL,
    FLOAT,
    INT,
    JSON,
    TIME,
    ListType,
    MapType,
    Type,
)
from petri_pilot.expr.values import canonical_json

from petri_pilot_go.literals import go_bool, go_float, go_int, go_string
from petri_pilot_go.types import go_type


def constant(type_: Type, wire: Any) -> str:
    """A Go expression for the value, on one line."""
    if isinstance(type_, ListType):
        return f"{go_type(type_)}{{{', '.join(constant(type_.item, i) for i in wire)}}}"
    if isinstance(type_, MapType):
        return _map(type_, wire)
    if type_ == INT:
        return go_int(wire)
    if type_ == FLOAT:
        return go_float(float(wire))
    if type_ == BOOL:
        return go_bool(wire)
    return _text(type_, wire)


def _map(type_: MapType, wire: Any) -> str:
    entries = (
        f"{key if type_.key == INT else go_string(str(key))}: {constant(type_.value, item)}"
        for key, item in sorted(wire.items(), key=lambda entry: str(entry[0]))
    )
    return f"{go_type(type_)}{{{', '.join(entries)}}}"


def _text(type_: Type, wire: Any) -> str:
    if type_ == AMOUNT:
        return "value.Amount{}" if str(wire) == "0" else f"value.MustAmount({go_string(str(wire))})"
    if type_ == TIME:
        zero = wire == "0001-01-01T00:00:00.000Z"
        return "value.Time{}" if zero else f"value.MustTime({go_string(wire)})"
    if type_ == JSON:
        return (
            "value.JSON{}" if wire is None else f"value.MustJSON({go_string(canonical_json(wire))})"
        )
    return go_string(wire)
