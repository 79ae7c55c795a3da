"""The payload of an event, and the parameters that the fold reads back from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from petri_pilot.expr.values import Value, parse_wire, to_wire
from petri_pilot.program.ir import Command
from petri_pilot.semantics.state import State


def write_payload(command: Command, values: Mapping[str, Value], before: State) -> dict[str, Any]:
    """The declared fields: from the input where given, or from the state before."""
    payload: dict[str, Any] = {}
    for field in command.event.fields:
        if field.from_data is not None:
            payload[field.name] = to_wire(field.from_data.type, before.data[field.from_data.id])
        elif field.name in values:
            payload[field.name] = to_wire(field.type, values[field.name])
    return payload


def read_payload(command: Command, payload: Mapping[str, Any]) -> dict[str, Value]:
    """The parameters that the payload holds. Raises WireError."""
    present = [p for p in command.parameters if p.name in payload]
    return {p.name: parse_wire(p.type, payload[p.name]) for p in present}
