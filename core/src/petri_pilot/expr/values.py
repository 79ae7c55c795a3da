"""Everything about values in one import."""

from __future__ import annotations

from petri_pilot.expr.errors import JsonError, WireError
from petri_pilot.expr.json_text import canonical_json, load_json
from petri_pilot.expr.wire import Value, parse_wire, to_wire, zero

__all__ = [
    "JsonError",
    "Value",
    "WireError",
    "canonical_json",
    "load_json",
    "parse_wire",
    "to_wire",
    "zero",
]
