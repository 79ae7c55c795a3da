"""The reference interpreter of docs/semantics.md, and the conformance traces made with it.

Names are imported when they are first used: checking a model needs a part of
the interpreter, and should not pay for the search that makes traces.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from petri_pilot.semantics.conformance.coverage import Coverage, coverage
    from petri_pilot.semantics.conformance.generate import traces
    from petri_pilot.semantics.conformance.text import traces_text
    from petri_pilot.semantics.decision import (
        EnabledCommand,
        Event,
        FieldError,
        Fired,
        Reason,
        Refused,
        Request,
    )
    from petri_pilot.semantics.interpreter import FoldError, Interpreter, UnknownCommandError
    from petri_pilot.semantics.replay import Mismatch, replay_traces
    from petri_pilot.semantics.simulation import Simulation, Step, simulate, simulate_random
    from petri_pilot.semantics.state import State, initial_state

_HOMES = {
    "Coverage": "petri_pilot.semantics.conformance.coverage",
    "EnabledCommand": "petri_pilot.semantics.decision",
    "Event": "petri_pilot.semantics.decision",
    "FieldError": "petri_pilot.semantics.decision",
    "Fired": "petri_pilot.semantics.decision",
    "FoldError": "petri_pilot.semantics.interpreter",
    "Interpreter": "petri_pilot.semantics.interpreter",
    "Mismatch": "petri_pilot.semantics.replay",
    "Reason": "petri_pilot.semantics.decision",
    "Refused": "petri_pilot.semantics.decision",
    "Request": "petri_pilot.semantics.decision",
    "Simulation": "petri_pilot.semantics.simulation",
    "State": "petri_pilot.semantics.state",
    "Step": "petri_pilot.semantics.simulation",
    "UnknownCommandError": "petri_pilot.semantics.interpreter",
    "coverage": "petri_pilot.semantics.conformance.coverage",
    "initial_state": "petri_pilot.semantics.state",
    "replay_traces": "petri_pilot.semantics.replay",
    "simulate": "petri_pilot.semantics.simulation",
    "simulate_random": "petri_pilot.semantics.simulation",
    "traces": "petri_pilot.semantics.conformance.generate",
    "traces_text": "petri_pilot.semantics.conformance.text",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


__all__ = [
    "Coverage",
    "EnabledCommand",
    "Event",
    "FieldError",
    "Fired",
    "FoldError",
    "Interpreter",
    "Mismatch",
    "Reason",
    "Refused",
    "Request",
    "Simulation",
    "State",
    "Step",
    "UnknownCommandError",
    "coverage",
    "initial_state",
    "replay_traces",
    "simulate",
    "simulate_random",
    "traces",
    "traces_text",
]
