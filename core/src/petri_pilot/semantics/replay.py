"""Replaying a conformance file against the interpreter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from petri_pilot.expr import UserValue
from petri_pilot.expr.values import canonical_json
from petri_pilot.program.ir import Program
from petri_pilot.semantics.conformance.recorder import fired_step, refused_step
from petri_pilot.semantics.decision import Refused, Request
from petri_pilot.semantics.interpreter import Interpreter
from petri_pilot.semantics.state import State


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A step (from 0) whose outcome differs; `path` says in which part of `expect`."""

    trace: str
    step: int
    path: str
    expected: Any
    actual: Any

    def __str__(self) -> str:
        return (
            f"{self.trace}, step {self.step}, {self.path}: "
            f"expected {canonical_json(self.expected)}, got {canonical_json(self.actual)}"
        )


def replay_traces(
    program: Program, file: Mapping[str, Any], *, access: bool = True
) -> list[Mismatch]:
    """Everything in which this model differs from the file; at most one entry a trace.

    A trace is given up at its first mismatch. Raises LookupError when the program
    has no such aggregate, ValueError for a file of another format.
    """
    if file.get("format") != 1:
        raise ValueError(f"conformance format {file.get('format')!r} is not known")
    aggregate = next((a for a in program.aggregates if a.id == file["aggregate"]), None)
    if aggregate is None:
        raise LookupError(f"{program.name} has no aggregate {file['aggregate']!r}")
    interpreter = Interpreter(program, aggregate, access=access)
    found: list[Mismatch] = []
    if file["model_hash"] != program.model_hash:
        found.append(Mismatch("", 0, "model_hash", file["model_hash"], program.model_hash))
    for trace in file["traces"]:
        found.extend(_replay(interpreter, trace))
    return found


def _replay(interpreter: Interpreter, trace: Mapping[str, Any]) -> Iterator[Mismatch]:
    instance = _Instance(interpreter)
    for index, step in enumerate(trace["steps"]):
        wanted = step["expect"]
        actual = instance.step(read_request(step), wanted)
        for key in sorted(wanted.keys() | actual.keys()):
            if canonical_json(wanted.get(key)) != canonical_json(actual.get(key)):
                yield Mismatch(trace["name"], index, key, wanted.get(key), actual.get(key))
                return


class _Instance:
    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._state: State | None = None
        self._version = 0

    def step(self, request: Request, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """What the step expects in fact; state and enabled only where they are wanted."""
        outcome = self._interpreter.decide(self._state, self._version, request)
        if isinstance(outcome, Refused):
            return refused_step(outcome)
        self._state, self._version = outcome.state, outcome.version
        actual = fired_step(outcome)
        if "state" in wanted:
            actual["state"] = outcome.state.to_wire(self._interpreter.aggregate)
        if "enabled" in wanted:
            actual["enabled"] = [e.to_wire() for e in self._interpreter.enabled(outcome.state)]
        return actual


def read_request(step: Mapping[str, Any]) -> Request:
    """The request of a step of a trace."""
    actor = step.get("actor")
    user = actor and UserValue(
        actor["id"], actor.get("name", ""), actor.get("email", ""), tuple(actor.get("roles", ()))
    )
    return Request(step["command"], step["input"], user, step["at"])
