"""The conformance file of one aggregate; its form is in docs/semantics.md."""

from __future__ import annotations

from typing import Any

from petri_pilot.program.ir import Aggregate, Program
from petri_pilot.semantics.conformance.explore import Exploration
from petri_pilot.semantics.conformance.goal_traces import goal_traces
from petri_pilot.semantics.conformance.input_traces import existence_trace, input_traces
from petri_pilot.semantics.conformance.recorder import within
from petri_pilot.semantics.conformance.search import search
from petri_pilot.semantics.conformance.walks import walks

LIMIT = 2_000_000
"""Bytes of a conformance file, about."""


def traces(
    program: Program, aggregate: Aggregate, *, seed: int = 0, access: bool = True
) -> dict[str, Any]:
    """Traces that cover what a bounded search could reach; equal arguments give equal traces.

    With `access` False they are for a target that implements no access rules.
    """
    exploration = Exploration(program, aggregate, seed, access)
    search(exploration)
    made = [
        existence_trace(exploration),
        *within(LIMIT * 60 // 100, goal_traces(exploration)),
        *input_traces(exploration, LIMIT * 25 // 100),
        *within(LIMIT * 15 // 100, walks(exploration)),
    ]
    return {
        "format": 1,
        "model": program.name,
        "model_hash": program.model_hash,
        "aggregate": aggregate.id,
        "traces": made,
    }
