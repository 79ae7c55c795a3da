"""The reference interpreter of docs/semantics.md, and the conformance traces made with it."""

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
