"""Firing commands by hand or at random, for people who want to see a model move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from petri_pilot.program.ir import Aggregate, Program
from petri_pilot.semantics.conformance import clock
from petri_pilot.semantics.conformance.explore import Exploration, Node
from petri_pilot.semantics.decision import EnabledCommand, Fired, Refused, Request
from petri_pilot.semantics.interpreter import Interpreter
from petri_pilot.semantics.state import State

_TRIES = 40
"""Requests tried for one random step before the state counts as stuck."""


@dataclass(frozen=True, slots=True)
class Step:
    """One request with its outcome, and the instance after it (None: still none)."""

    request: Request
    outcome: Fired | Refused
    state: State | None
    version: int


class Simulation:
    """One instance that commands are fired on."""

    def __init__(self, program: Program, aggregate: Aggregate, *, access: bool = False) -> None:
        self.interpreter = Interpreter(program, aggregate, access=access)
        self.state: State | None = None
        self.version = 0

    def fire(self, request: Request) -> Step:
        """Decide; go on from the new state if it fired. Raises UnknownCommandError."""
        outcome = self.interpreter.decide(self.state, self.version, request)
        if isinstance(outcome, Fired):
            self.state, self.version = outcome.state, outcome.version
        return Step(request, outcome, self.state, self.version)

    def enabled(self) -> list[EnabledCommand]:
        """The commands of the present state; none before the instance exists."""
        return [] if self.state is None else self.interpreter.enabled(self.state)


def simulate(
    program: Program, aggregate: Aggregate, requests: Sequence[Request], *, access: bool = False
) -> list[Step]:
    """The given requests in order, refused ones included."""
    simulation = Simulation(program, aggregate, access=access)
    return [simulation.fire(request) for request in requests]


def simulate_random(
    program: Program, aggregate: Aggregate, count: int, *, seed: int = 0, access: bool = False
) -> Iterator[Step]:
    """Up to `count` firings of commands chosen at random, with fitting input.

    It ends early where no request that is tried can fire. Equal arguments give
    equal steps.
    """
    simulation = Simulation(program, aggregate, access=access)
    search = Exploration(program, aggregate, seed, access)
    seconds = 0
    for _ in range(count):
        drawn = _draw(search, simulation, seconds)
        if drawn is None:
            return
        request, seconds = drawn
        yield simulation.fire(request)


def _draw(search: Exploration, simulation: Simulation, seconds: int) -> tuple[Request, int] | None:
    node = Node(simulation.state, simulation.version, seconds, 0)
    commands = search.aggregate.commands
    choices = commands[:1] if simulation.state is None else commands[1:]
    for command in search.random.shuffled(choices):
        for attempt in range(_TRIES):
            request, made_at = search.draw(command, node, attempt)
            outcome = simulation.interpreter.decide(node.state, node.version, request)
            if isinstance(outcome, Fired):
                return request, made_at
            if not command.parameters and made_at == seconds + clock.STEP:
                break
    return None
