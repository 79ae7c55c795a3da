"""One instance of a corpus model, driven step by step."""

from __future__ import annotations

from typing import Any

from petri_pilot.expr import UserValue
from petri_pilot.semantics import Fired, Interpreter, Refused, Request, State

from .corpus import load

START = "2025-01-01T00:00:00.000Z"
ALICE = UserValue("alice", "", "", ())


class Story:
    """Starts without an instance; `fire` expects success, `refuse` a refusal."""

    def __init__(self, name: str, *, create: bool = True) -> None:
        program = load(name)
        self.interpreter = Interpreter(program, program.aggregates[0])
        self.state: State | None = None
        self.events: list[Any] = []
        self.actor: UserValue | None = ALICE
        self.at = START
        if create:
            self.fire("create")

    def ask(self, command: str, given: dict[str, Any]) -> Fired | Refused:
        request = Request(command, given, self.actor, self.at)
        return self.interpreter.decide(self.state, len(self.events), request)

    def fire(self, command: str, **given: Any) -> Fired:
        outcome = self.ask(command, given)
        assert isinstance(outcome, Fired), outcome
        assert outcome.version == len(self.events) + 1
        self.state = outcome.state
        self.events.append(outcome.event)
        assert self.interpreter.replay(self.events) == self.state
        return outcome

    def refuse(self, command: str, **given: Any) -> Refused:
        outcome = self.ask(command, given)
        assert isinstance(outcome, Refused), outcome
        return outcome

    def code(self, command: str, **given: Any) -> str:
        return self.refuse(command, **given).code

    def reasons(self, command: str, **given: Any) -> list[dict[str, Any]]:
        return [reason.to_wire() for reason in self.refuse(command, **given).reasons]

    def errors(self, command: str, **given: Any) -> list[tuple[str, str]]:
        return [(e.pointer, e.code) for e in self.refuse(command, **given).errors]

    @property
    def data(self) -> dict[str, Any]:
        assert self.state is not None
        return self.state.to_wire(self.interpreter.aggregate)["data"]  # type: ignore[no-any-return]

    @property
    def marking(self) -> dict[str, int]:
        assert self.state is not None
        return dict(self.state.marking)

    def enabled(self) -> dict[str, bool]:
        assert self.state is not None
        return {s.command: s.enabled for s in self.interpreter.enabled(self.state)}

    def enabled_reasons(self, command: str) -> list[dict[str, Any]]:
        assert self.state is not None
        found = next(s for s in self.interpreter.enabled(self.state) if s.command == command)
        return [reason.to_wire() for reason in found.reasons]
