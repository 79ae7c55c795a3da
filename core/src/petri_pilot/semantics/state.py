"""The state of an instance: a marking and data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from petri_pilot.expr.values import Value, parse_wire, to_wire
from petri_pilot.program.ir import Aggregate


@dataclass(frozen=True, slots=True)
class State:
    """Tokens by place id and values by data place id; treated as immutable.

    Every place of the aggregate is present in its half.
    """

    marking: Mapping[str, int]
    data: Mapping[str, Value]

    def to_wire(self, aggregate: Aggregate) -> dict[str, Any]:
        """`{"marking": {place: n}, "data": {place: wire value}}`."""
        data = {p.id: to_wire(p.type, self.data[p.id]) for p in aggregate.data}
        return {"marking": {p.id: self.marking[p.id] for p in aggregate.places}, "data": data}

    @classmethod
    def from_wire(cls, aggregate: Aggregate, wire: Mapping[str, Any]) -> State:
        """The reverse of `to_wire`. Raises KeyError (a place is missing) or WireError."""
        marking = {p.id: int(wire["marking"][p.id]) for p in aggregate.places}
        data = {p.id: parse_wire(p.type, wire["data"][p.id]) for p in aggregate.data}
        return cls(marking, data)


def initial_state(aggregate: Aggregate) -> State:
    """The state that a creating command starts from."""
    data = {p.id: parse_wire(p.type, p.initial) for p in aggregate.data}
    return State({p.id: p.initial for p in aggregate.places}, data)
