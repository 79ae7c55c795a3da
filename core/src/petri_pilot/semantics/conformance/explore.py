"""A bounded, coverage-guided search through the states of an aggregate."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from petri_pilot.expr import UserValue
from petri_pilot.program.ir import Aggregate, Command, Program
from petri_pilot.semantics.access import Access
from petri_pilot.semantics.conformance import clock
from petri_pilot.semantics.conformance.actors import actors
from petri_pilot.semantics.conformance.attempts import Attempts
from petri_pilot.semantics.conformance.goals import goals_of
from petri_pilot.semantics.conformance.prng import Prng
from petri_pilot.semantics.decision import Fired, Refused, Request
from petri_pilot.semantics.interpreter import Interpreter
from petri_pilot.semantics.state import State

LARGE = 150
"""From this many commands on, a state is probed with a sample of the commands only."""
_SAMPLE = 24
_CHILDREN = 3


@dataclass(eq=False, slots=True)
class Node:
    """A state that was reached, and how. `state` None: no instance yet."""

    state: State | None
    version: int
    seconds: int
    depth: int
    parent: Node | None = None
    request: Request | None = None
    outcome: Fired | None = None
    finds: list[tuple[Request, list[str], bool]] = field(default_factory=list)
    """Requests first seen here to show something: goals, and whether it fired."""


class Exploration:
    """The search and what it found; nothing in it depends on time or hash order."""

    def __init__(self, program: Program, aggregate: Aggregate, seed: int, access: bool) -> None:
        self.aggregate = aggregate
        self.interpreter = Interpreter(program, aggregate, access=access)
        self.random = Prng(seed)
        self.access = Access(program, aggregate)
        rules = self.access if access else None
        self.attempts = {c.id: Attempts(aggregate, c, rules) for c in aggregate.commands}
        permissions = [p for c in aggregate.commands for p in c.permissions]
        self.actors = actors(program, tuple(dict.fromkeys(permissions)))
        self.nodes: list[Node] = [Node(None, 0, 0, 0)]
        self.goals: set[str] = set()
        self._seen: set[str] = set()
        self._places = _places_by_mode(aggregate)
        self._users = _commands_by_place(aggregate, self._places)
        self._fresh: deque[Node] = deque()
        self._queue: deque[Node] = deque(self.nodes)
        commands = len(aggregate.commands)
        self._budget = min(4000 + 120 * commands, 40_000)
        self._node_limit = min(400 + 4 * commands, 6000)
        self._stale_limit = 2500 + 10 * commands

    def run(self) -> None:
        """Search until the budget is spent or nothing new turns up."""
        stale = 0
        while self._budget > 0 and stale < self._stale_limit:
            node = self._fresh.pop() if self._fresh else None
            node = node or (self._queue.popleft() if self._queue else None)
            if node is None:
                return
            for command in self._commands_for(node):
                tries = self.attempts[command.id].tries
                found = self._probe(node, command, tries)
                stale = 0 if found else stale + tries

    def observe(
        self, command: Command, node_state: State | None, request: Request, outcome: Fired | Refused
    ) -> list[str]:
        """The goals that a decided request shows."""
        before = self.interpreter.initial if node_state is None else node_state
        attempts = self.attempts[command.id]
        env = attempts.environment(request, before, self.access.flatten(request.actor))
        return goals_of(attempts, request, before, outcome, env)

    def draw(self, command: Command, node: Node, attempt: int) -> tuple[Request, int]:
        """A request for the command in the node's state."""
        attempts = self.attempts[command.id]
        state = self.interpreter.initial if node.state is None else node.state
        actor = self._actor(attempts, attempt)
        return attempts.request(state, node.seconds + clock.STEP, actor, self.random)

    def _actor(self, attempts: Attempts, attempt: int) -> UserValue | None:
        if not attempts.sensitive or attempt % 2 == 0:
            return self.actors[0]
        return self.random.choice(self.actors)

    def _commands_for(self, node: Node) -> Iterator[Command]:
        commands = self.aggregate.commands
        if node.state is None:
            yield commands[0]
            return
        if len(commands) < LARGE:
            yield from commands[1:]
            return
        near: dict[str, Command] = {}
        if node.outcome is not None:
            for place in self._places[node.outcome.mode]:
                near.update({c.id: c for c in self._users[place]})
        for _ in range(_SAMPLE):
            command = commands[1 + self.random.below(len(commands) - 1)]
            near.setdefault(command.id, command)
        yield from near.values()

    def _probe(self, node: Node, command: Command, tries: int) -> bool:
        children = 0
        found = False
        for attempt in range(tries):
            self._budget -= 1
            request, seconds = self.draw(command, node, attempt)
            outcome = self.interpreter.decide(node.state, node.version, request)
            goals = self.observe(command, node.state, request, outcome)
            new = [g for g in goals if g not in self.goals]
            self.goals.update(new)
            if new:
                found = True
                node.finds.append((request, new, isinstance(outcome, Fired)))
            if isinstance(outcome, Fired) and children < _CHILDREN:
                children += self._add(node, request, outcome, seconds, bool(new))
        return found

    def _add(self, parent: Node, request: Request, outcome: Fired, seconds: int, new: bool) -> int:
        key = repr((outcome.state.marking, outcome.state.data))
        if key in self._seen or len(self.nodes) >= self._node_limit:
            return 0
        self._seen.add(key)
        node = Node(
            outcome.state, outcome.version, seconds, parent.depth + 1, parent, request, outcome
        )
        self.nodes.append(node)
        (self._fresh if new else self._queue).append(node)
        return 1


def _places_by_mode(aggregate: Aggregate) -> dict[str, list[str]]:
    """The token places around each transition."""
    return {
        t.id: list(dict.fromkeys(a.place.id for a in (*t.inputs, *t.outputs)))
        for c in aggregate.commands
        for t in c.modes
    }


def _commands_by_place(
    aggregate: Aggregate, places: dict[str, list[str]]
) -> dict[str, list[Command]]:
    """The non-creating commands around each token place."""
    index: dict[str, list[Command]] = {place.id: [] for place in aggregate.places}
    for command in aggregate.commands[1:]:
        for mode in command.modes:
            for place in places[mode.id]:
                index[place].append(command)
    return index
