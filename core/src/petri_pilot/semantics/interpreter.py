"""The reference interpreter: docs/semantics.md, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from petri_pilot.expr import Environment, EvaluationError, UserValue, evaluate
from petri_pilot.expr.values import Value, WireError
from petri_pilot.program.ir import Aggregate, Command, Program
from petri_pilot.semantics.access import Access
from petri_pilot.semantics.decision import (
    EnabledCommand,
    Event,
    Fired,
    Reason,
    Refused,
    Request,
)
from petri_pilot.semantics.inputs import read_input
from petri_pilot.semantics.mode import Candidate, Mode
from petri_pilot.semantics.payload import read_payload, write_payload
from petri_pilot.semantics.reasons import evaluation_failed, guard_failed
from petri_pilot.semantics.state import State, initial_state

_NO_TIME = "0001-01-01T00:00:00.000Z"


class UnknownCommandError(LookupError):
    """The aggregate has no command of that id; the HTTP contract answers 404."""


class FoldError(ValueError):
    """An event that this model cannot have written: its history is not this model's."""


class Interpreter:
    """Decides, applies and explains the commands of one aggregate.

    It holds no state of instances; one interpreter serves any number of them.
    With `access` False step 3 is passed over, as in a target without access.
    """

    def __init__(self, program: Program, aggregate: Aggregate, *, access: bool = True) -> None:
        self.program = program
        self.aggregate = aggregate
        self.initial = initial_state(aggregate)
        self._commands = {c.id: c for c in aggregate.commands}
        order = {place.id: i for i, place in enumerate(aggregate.places)}
        self._modes = {c.id: tuple(Mode(t, order) for t in c.modes) for c in aggregate.commands}
        self._access = Access(program, aggregate)
        self._checks_access = access

    def decide(self, state: State | None, version: int, request: Request) -> Fired | Refused:
        """The outcome of a request on a state (None: no instance) at `version`.

        Raises UnknownCommandError for a command that the aggregate does not have.
        """
        command = self._command(request.command)
        if command.creates != (state is None):
            return Refused("exists" if command.creates else "not-found")
        values, errors = read_input(command.parameters, request.input)
        if errors:
            return Refused("invalid-input", errors=errors)
        before = self.initial if state is None else state
        actor = self._access.flatten(request.actor)
        env = Environment(values, before.data, before.marking, actor, request.at)
        if self._checks_access and not self._access.allows(command, env):
            return Refused("forbidden")
        try:
            return self._fire(command, before, version, request, env)
        except EvaluationError as error:
            return Refused(error.code)

    def apply(self, state: State | None, event: Event) -> State:
        """The state after an event (None before the first). Raises FoldError."""
        command = self._command(event.command)
        before = self.initial if state is None else state
        user = UserValue(event.actor, "", "", ()) if event.actor else None
        try:
            values = read_payload(command, event.data)
            env = Environment(values, before.data, before.marking, user, event.at)
            after = self._mode(command, event.mode).fold(before, env)
        except (EvaluationError, WireError) as error:
            raise FoldError(f"event {event.type} of {event.command}: {error}") from error

        if min(after.marking.values(), default=0) < 0:
            raise FoldError(f"event {event.type} of {event.command} leaves fewer than no tokens")
        return after

    def replay(self, events: Iterable[Event]) -> State:
        """The fold of a whole stream. Raises FoldError, also when it is empty."""
        state: State | None = None
        for event in events:
            if self._command(event.command).creates != (state is None):
                raise FoldError(f"event {event.type} of {event.command} is out of place")
            state = self.apply(state, event)
        if state is None:
            raise FoldError("a stream has at least the event that created it")
        return state

    def enabled(self, state: State) -> list[EnabledCommand]:
        """Every non-creating command, with what the state alone says against it."""
        env = Environment({}, state.data, state.marking, None, _NO_TIME)
        return [self._status(c, state, env) for c in self.aggregate.commands if not c.creates]

    def _command(self, command: str) -> Command:
        if command not in self._commands:
            raise UnknownCommandError(f"{self.aggregate.id} has no command {command!r}")
        return self._commands[command]

    def _mode(self, command: Command, mode: str) -> Mode:
        for candidate in self._modes[command.id]:
            if candidate.id == mode:
                return candidate
        raise FoldError(f"command {command.id} has no mode {mode!r}")

    def _fire(
        self, command: Command, before: State, version: int, request: Request, env: Environment
    ) -> Fired | Refused:
        chosen = self._choose(command, before, env)
        if isinstance(chosen, list):
            return Refused("not-enabled", tuple(chosen))
        mode, candidate = chosen
        if not mode.guard_holds(env):
            return Refused("guard-failed")
        after = mode.fire(candidate, before, env)
        violated = self._violated(after, request)
        if violated is not None:
            return Refused("constraint-violated", constraint=violated)
        actor = request.actor.id if request.actor else ""
        payload = write_payload(command, env.parameters, before)
        event = Event(command.event.id, command.id, mode.id, payload, actor, request.at)
        return Fired(mode.id, event, version + 1, after)

    def _choose(
        self, command: Command, state: State, env: Environment, *, state_only: bool = False
    ) -> tuple[Mode, Candidate] | list[Reason]:
        """Step 4: the first mode without reasons, or the reasons of all."""
        reasons: list[Reason] = []
        failure: EvaluationError | None = None
        for mode in self._modes[command.id]:
            try:
                candidate = mode.examine(state, env, state_only=state_only)
            except EvaluationError as error:
                failure = failure or error
                continue
            if not candidate.reasons:
                return mode, candidate
            reasons.extend(candidate.reasons)
        if failure is not None:
            raise failure
        return reasons

    def _violated(self, after: State, request: Request) -> str | None:
        """Step 7: the first constraint that is false. Raises EvaluationError."""
        if not self.aggregate.constraints:
            return None
        env = Environment(_NO_PARAMETERS, after.data, after.marking, None, request.at)
        for constraint in self.aggregate.constraints:
            if evaluate(constraint.expr, env) is not True:
                return constraint.id
        return None

    def _status(self, command: Command, state: State, env: Environment) -> EnabledCommand:
        try:
            chosen = self._choose(command, state, env, state_only=True)
            if isinstance(chosen, list):
                return EnabledCommand(command.id, False, tuple(chosen))
            if chosen[0].guard_holds(env, state_only=True):
                return EnabledCommand(command.id, True, ())
            return EnabledCommand(command.id, False, (guard_failed(),))
        except EvaluationError as error:
            return EnabledCommand(command.id, False, (evaluation_failed(error.code),))


_NO_PARAMETERS: Mapping[str, Value] = {}
