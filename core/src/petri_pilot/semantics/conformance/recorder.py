"""Steps of a trace: requests with what the interpreter makes of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from petri_pilot.program.ir import Aggregate
from petri_pilot.semantics.decision import Fired, Refused, Request
from petri_pilot.semantics.interpreter import Interpreter
from petri_pilot.semantics.state import State

_STATE_LIMIT = 40
"""Up to this many places every fired step shows the whole state."""
_ENABLED_LIMIT = 12
"""Up to this many commands every fired step shows what is enabled."""


class FoldMismatchError(AssertionError):
    """Deciding and folding disagree: a defect of the interpreter or of the model's checks."""


_SMALL = 30
"""Up to this many places and commands every trace ends with the whole state."""
_MIDDLE = 200
_WHOLE = 12
"""Up to this size so many traces do, beyond it the first."""


@dataclass(slots=True)
class Recorder:
    """Records one trace, which starts without an instance."""

    interpreter: Interpreter
    name: str
    state: State | None = None
    version: int = 0
    steps: list[dict[str, Any]] = field(default_factory=list)

    def step(self, request: Request) -> Fired | Refused:
        """Decide, record and, if it fired, go on from the new state."""
        outcome = self.interpreter.decide(self.state, self.version, request)
        if isinstance(outcome, Fired):
            self._check_fold(outcome)
            expect = fired_step(outcome) | self._shown(outcome.state)
            self.state, self.version = outcome.state, outcome.version
        else:
            expect = refused_step(outcome)
        actor = request.actor
        self.steps.append(
            {
                "command": request.command,
                "input": dict(request.input),
                "actor": actor and {"id": actor.id, "roles": list(actor.roles)},
                "at": request.at,
                "expect": expect,
            }
        )
        return outcome

    def finish(self, *, whole: bool = True) -> dict[str, Any]:
        """The trace; with `whole` its last fired step shows everything."""
        if self.state is not None and whole:
            last = next(s for s in reversed(self.steps) if s["expect"]["outcome"] == "fired")
            last["expect"].update(whole_state(self.interpreter, self.state))
        return {"name": self.name, "steps": self.steps}

    def _check_fold(self, outcome: Fired) -> None:
        folded = self.interpreter.apply(self.state, outcome.event)
        if folded != outcome.state:
            raise FoldMismatchError(f"{self.name}: {outcome.mode} folds to another state")

    def _shown(self, state: State) -> dict[str, Any]:
        aggregate = self.interpreter.aggregate
        if len(aggregate.places) + len(aggregate.data) > _STATE_LIMIT:
            return {}
        if len(aggregate.commands) > _ENABLED_LIMIT:
            return {"state": state.to_wire(aggregate)}
        return whole_state(self.interpreter, state)


def whole_state(interpreter: Interpreter, state: State) -> dict[str, Any]:
    """The parts of a fired step that a large aggregate may leave out."""
    enabled = [e.to_wire() for e in interpreter.enabled(state)]
    return {"state": state.to_wire(interpreter.aggregate), "enabled": enabled}


def fired_step(outcome: Fired) -> dict[str, Any]:
    """The parts of a fired step that are always there."""
    return {
        "outcome": "fired",
        "mode": outcome.mode,
        "event": {"type": outcome.event.type, "data": dict(outcome.event.data)},
        "version": outcome.version,
    }


def refused_step(outcome: Refused) -> dict[str, Any]:
    """What a refused step expects."""
    expect: dict[str, Any] = {"outcome": "refused", "code": outcome.code}
    if outcome.reasons:
        expect["reasons"] = [reason.to_wire() for reason in outcome.reasons]
    if outcome.errors:
        expect["errors"] = [{"pointer": e.pointer, "code": e.code} for e in outcome.errors]
    if outcome.constraint is not None:
        expect["constraint"] = outcome.constraint
    return expect


def size(trace: dict[str, Any]) -> int:
    """The length of its JSON."""
    return len(json.dumps(trace, separators=(",", ":")))


def shows_whole(aggregate: Aggregate, number: int) -> bool:
    """Whether the trace of that number, of its sort, ends with the whole state."""
    parts = len(aggregate.places) + len(aggregate.data) + len(aggregate.commands)
    return parts <= _SMALL or (parts <= _MIDDLE and number <= _WHOLE) or number == 1


def within(limit: int, made: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The traces that fit in so many bytes of JSON."""
    for trace in made:
        limit -= size(trace)
        if limit < 0:
            return
        yield trace
