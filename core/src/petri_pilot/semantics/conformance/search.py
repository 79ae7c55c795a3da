"""A bounded, coverage-guided search: broad first, then a number of long paths, then a hunt."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from petri_pilot.program.ir import Aggregate, Command
from petri_pilot.semantics.conformance.explore import Exploration, Node, StateKey
from petri_pilot.semantics.conformance.paths import dive, hunt
from petri_pilot.semantics.decision import Fired

_LARGE = 150
"""From this many commands on, a state is probed with a sample of the commands only."""
_SAMPLE = 24
_CHILDREN = 3
"""New states that one command may lead to from one state."""
_BEGINNINGS = 40
"""New instances that the broad search starts from."""
_DIVES = 24


def search(exploration: Exploration) -> None:
    """Fill the exploration's findings."""
    _Broad(exploration).run()
    commands = exploration.aggregate.commands[1:]
    for number in range(_DIVES if commands else 0):
        dive(exploration, commands[number % len(commands)])
    hunt(exploration)


class _Broad:
    """States in the order of discovery, but those that showed something new first."""

    def __init__(self, exploration: Exploration) -> None:
        self._exploration = exploration
        self._neighbours = _Neighbours(exploration.aggregate)
        self._fresh: deque[Node] = deque([exploration.root])
        self._queue: deque[Node] = deque()
        self._seen: set[StateKey] = set()
        commands = len(exploration.aggregate.commands)
        self._budget = min(4000 + 120 * commands, 40_000)
        self._room = min(400 + 4 * commands, 6000)
        self._patience = 2500 + 10 * commands

    def run(self) -> None:
        """Until the budget is spent or nothing new has turned up for long."""
        stale = 0
        while (self._fresh or self._queue) and self._budget > 0 and stale < self._patience:
            node = self._fresh.pop() if self._fresh else self._queue.popleft()
            for command in self._commands(node):
                found = self._probe(node, command)
                stale = 0 if found else stale + self._exploration.tries(command)

    def _commands(self, node: Node) -> Iterator[Command]:
        commands = self._exploration.aggregate.commands
        if node.state is None:
            return iter(commands[:1])
        others = commands[1:]
        if len(commands) < _LARGE or node.parent is self._exploration.root:
            return iter(others)
        near = self._neighbours.of(node)
        for _ in range(_SAMPLE):
            command = self._exploration.random.choice(others)
            near.setdefault(command.id, command)
        return iter(near.values())

    def _probe(self, node: Node, command: Command) -> bool:
        exploration = self._exploration
        limit = _BEGINNINGS if command.creates else _CHILDREN
        children, found = 0, False
        for attempt in range(exploration.tries(command) * (4 if command.creates else 1)):
            self._budget -= 1
            request, seconds = exploration.draw(command, node, attempt)
            outcome = exploration.decide(node, request)
            new = exploration.note(node, command, request, outcome)
            found = found or new
            if isinstance(outcome, Fired) and children < limit:
                children += self._add(node.after(request, outcome, seconds), new)
        return found

    def _add(self, node: Node, new: bool) -> int:
        key = node.key()
        if key in self._seen or len(self._seen) >= self._room:
            return 0
        self._seen.add(key)
        (self._fresh if new else self._queue).append(node)
        return 1


class _Neighbours:
    """Which commands a firing may have enabled, by the token places around it."""

    def __init__(self, aggregate: Aggregate) -> None:
        self._places = {
            t.id: list(dict.fromkeys(a.place.id for a in (*t.inputs, *t.outputs)))
            for c in aggregate.commands
            for t in c.modes
        }
        self._commands: dict[str, list[Command]] = {place.id: [] for place in aggregate.places}
        for command in aggregate.commands[1:]:
            for mode in command.modes:
                for place in self._places[mode.id]:
                    self._commands[place].append(command)

    def of(self, node: Node) -> dict[str, Command]:
        """Commands by id around the transition that led to the node."""
        places = self._places[node.outcome.mode] if node.outcome else []
        return {c.id: c for place in places for c in self._commands[place]}
