"""What a search through the states of an aggregate shares: requests, goals, findings."""

from __future__ import annotations

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

StateKey = tuple[tuple[int, ...], str]


@dataclass(frozen=True, slots=True)
class Find:
    """A request that was the first to show `goals`."""

    request: Request
    goals: tuple[str, ...]
    fired: bool


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
    finds: list[Find] = field(default_factory=list)

    def after(self, request: Request, outcome: Fired, seconds: int) -> Node:
        """The node that a firing leads to."""
        return Node(outcome.state, outcome.version, seconds, self.depth + 1, self, request, outcome)

    def key(self) -> StateKey:
        """Equal for equal states that were reached alike."""
        if self.state is None:
            return (), ""
        return tuple(self.state.marking.values()), repr(self.state.data)

    def path(self) -> list[Node]:
        """The nodes from the one without an instance to this one."""
        nodes: list[Node] = []
        current: Node | None = self
        while current is not None:
            nodes.append(current)
            current = current.parent
        return nodes[::-1]


class Exploration:
    """Nothing in it depends on time or hash order: equal arguments, equal findings."""

    def __init__(self, program: Program, aggregate: Aggregate, seed: int, access: bool) -> None:
        self.aggregate = aggregate
        self.interpreter = Interpreter(program, aggregate, access=access)
        self.random = Prng(seed)
        self.root = Node(None, 0, 0, 0)
        self.finders: list[Node] = []
        """The nodes with findings, in the order of the first."""
        self._goals: set[str] = set()
        self._access = Access(program, aggregate)
        rules = self._access if access else None
        self._attempts = {c.id: Attempts(aggregate, c, rules) for c in aggregate.commands}
        permissions = [p for c in aggregate.commands for p in c.permissions]
        self._actors = actors(program, tuple(dict.fromkeys(permissions)))

    def tries(self, command: Command) -> int:
        """How many requests for the command are worth trying in one state."""
        return self._attempts[command.id].tries

    def draw(self, command: Command, node: Node, attempt: int) -> tuple[Request, int]:
        """A request for the command in the node's state, and the second that it is made in."""
        attempts = self._attempts[command.id]
        state = self.interpreter.initial if node.state is None else node.state
        sure = not attempts.sensitive or attempt % 2 == 0
        actor = self._actors[0] if sure else self.random.choice(self._actors)
        return attempts.request(state, node.seconds + clock.STEP, actor, self.random)

    def decide(self, node: Node, request: Request) -> Fired | Refused:
        """The outcome of a request in the node's state."""
        return self.interpreter.decide(node.state, node.version, request)

    def shown(self, goal: str) -> bool:
        """Whether some request has shown the goal already."""
        return goal in self._goals

    def note(
        self, node: Node, command: Command, request: Request, outcome: Fired | Refused
    ) -> bool:
        """Whether the outcome shows something for the first time; then the node keeps it."""
        before = self.interpreter.initial if node.state is None else node.state
        attempts = self._attempts[command.id]
        actor: UserValue | None = self._access.flatten(request.actor)
        env = attempts.environment(request, before, actor)
        goals = goals_of(attempts, request, before, outcome, env)
        new = tuple(dict.fromkeys(g for g in goals if g not in self._goals))
        if new:
            self._goals.update(new)
            if not node.finds:
                self.finders.append(node)
            node.finds.append(Find(request, new, isinstance(outcome, Fired)))
        return bool(new)
