"""The reference interpreter of docs/semantics.md, and the conformance traces made with it."""

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
from petri_pilot.semantics.state import State, initial_state

__all__ = [
    "EnabledCommand",
    "Event",
    "FieldError",
    "Fired",
    "FoldError",
    "Interpreter",
    "Reason",
    "Refused",
    "Request",
    "State",
    "UnknownCommandError",
    "initial_state",
]
