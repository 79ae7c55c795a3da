"""Steps of a trace: requests with what the interpreter makes of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from petri_pilot.semantics.decision import Fired, Refused, Request
from petri_pilot.semantics.interpreter import Interpreter
from petri_pilot.semantics.state import State

_STATE_LIMIT = 150
"""Up to this many places every fired step shows the whole state."""
_ENABLED_LIMIT = 12
"""Up to this many commands every fired step shows what is enabled."""


class FoldMismatchError(AssertionError):
    """Deciding and folding disagree: a defect of the interpreter or of the model's checks."""


@dataclass(slots=True)
class Recorder:
    """Records one trace, which starts without an instance."""

    interpreter: Interpreter
    name: str
    whole: bool = False
    """Show state and enabled commands at every step, however large."""
    state: State | None = None
    version: int = 0
    steps: list[dict[str, Any]] = field(default_factory=list)

    def step(self, request: Request) -> Fired | Refused:
        """Decide, record and, if it fired, go on from the new state."""
        outcome = self.interpreter.decide(self.state, self.version, request)
        if isinstance(outcome, Fired):
            self._check_fold(outcome)
            expect = self._fired(outcome)
            self.state, self.version = outcome.state, outcome.version
        else:
            expect = _refused(outcome)
        self.steps.append(
            {
                "command": request.command,
                "input": dict(request.input),
                "actor": _actor(request),
                "at": request.at,
                "expect": expect,
            }
        )
        return outcome

    def finish(self) -> dict[str, Any]:
        """The trace; its last fired step shows everything."""
        if self.state is not None:
            last = next(s for s in reversed(self.steps) if s["expect"]["outcome"] == "fired")
            last["expect"].update(self._whole(self.state))
        return {"name": self.name, "steps": self.steps}

    def _check_fold(self, outcome: Fired) -> None:
        folded = self.interpreter.apply(self.state, outcome.event)
        if folded != outcome.state:
            raise FoldMismatchError(f"{self.name}: {outcome.mode} folds to another state")

    def _fired(self, outcome: Fired) -> dict[str, Any]:
        aggregate = self.interpreter.aggregate
        expect: dict[str, Any] = {
            "outcome": "fired",
            "mode": outcome.mode,
            "event": {"type": outcome.event.type, "data": dict(outcome.event.data)},
            "version": outcome.version,
        }
        whole = self._whole(outcome.state) if self._shows_state() else {}
        if len(aggregate.commands) > _ENABLED_LIMIT and not self.whole:
            whole.pop("enabled", None)
        return expect | whole

    def _shows_state(self) -> bool:
        aggregate = self.interpreter.aggregate
        return self.whole or len(aggregate.places) + len(aggregate.data) <= _STATE_LIMIT

    def _whole(self, state: State) -> dict[str, Any]:
        enabled = [e.to_wire() for e in self.interpreter.enabled(state)]
        return {"state": state.to_wire(self.interpreter.aggregate), "enabled": enabled}


def size(trace: dict[str, Any]) -> int:
    """The length of its JSON."""
    return len(json.dumps(trace, separators=(",", ":")))


def _actor(request: Request) -> dict[str, Any] | None:
    if request.actor is None:
        return None
    return {"id": request.actor.id, "roles": list(request.actor.roles)}


def _refused(outcome: Refused) -> dict[str, Any]:
    expect: dict[str, Any] = {"outcome": "refused", "code": outcome.code}
    if outcome.reasons:
        expect["reasons"] = [reason.to_wire() for reason in outcome.reasons]
    if outcome.errors:
        expect["errors"] = [{"pointer": e.pointer, "code": e.code} for e in outcome.errors]
    if outcome.constraint is not None:
        expect["constraint"] = outcome.constraint
    return expect
