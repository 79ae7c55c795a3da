"""Long paths: some that repeat one command, some that hunt for a transition not yet fired."""

from __future__ import annotations

from collections.abc import Iterator

from petri_pilot.program.ir import Command
from petri_pilot.semantics.conformance import clock
from petri_pilot.semantics.conformance.explore import Exploration, Node, StateKey
from petri_pilot.semantics.decision import Fired, Refused

_LENGTH = 60
_TRIES = 8
_LARGE = 150
_FAR = {"forbidden": 1000, "invalid-input": 1000}
"""How far a refusal is from firing that no firing of others is likely to change."""
_EFFORT = 600
"""Transitions hunted for, times commands: what is enabled is asked at each step."""
_LEAST_PREY = 3
_HUNTS = 6
"""Hunts from known states, and as many from new ones."""
_KNOWN = 200
_STEPS = 20
_CHOICES = 6
"""Firings compared at each step of a hunt."""


def dive(exploration: Exploration, focus: Command) -> None:
    """A path that fires one command again and again, others where it cannot."""
    node = exploration.root
    stuck = 0
    while node.depth < _LENGTH and stuck < 12:
        command = exploration.aggregate.commands[0]
        if node.state is not None:
            alone = stuck == 0 and exploration.random.chance(3, 4)
            command = focus if alone else _any(exploration)
        following = _follow(exploration, node, command)
        stuck = 0 if following else stuck + 1
        node = following or node


def hunt(exploration: Exploration) -> None:
    """Paths towards the modes that nothing has fired yet, from the nearest states known."""
    prey = max(_LEAST_PREY, _EFFORT // len(exploration.aggregate.commands))
    for command, mode in _missing(exploration)[:prey]:
        for start in _starts(exploration, command):
            _approach(exploration, start, command, mode)
            if exploration.shown(f"fired {command.id} {mode}"):
                break


def _missing(exploration: Exploration) -> list[tuple[Command, str]]:
    return [
        (command, mode.id)
        for command in exploration.aggregate.commands[1:]
        for mode in command.modes
        if not exploration.shown(f"fired {command.id} {mode.id}")
    ]


def _starts(exploration: Exploration, prey: Command) -> list[Node]:
    """The known states that lack least, then new instances."""
    known = [n for node in exploration.finders for n in (node, *_successors(exploration, node))]
    existing = [n for n in known if n.state is not None][:_KNOWN]
    ranked = sorted(existing, key=lambda n: _distance(exploration, n, prey))
    create = exploration.aggregate.commands[0]
    made = (_follow(exploration, exploration.root, create) for _ in range(_HUNTS))
    return [*ranked[:_HUNTS], *(node for node in made if node)]


def _successors(exploration: Exploration, node: Node) -> Iterator[Node]:
    for find in node.finds:
        outcome = exploration.decide(node, find.request)
        if isinstance(outcome, Fired):
            yield node.after(find.request, outcome, node.seconds + clock.STEP)


def _approach(exploration: Exploration, start: Node, prey: Command, mode: str) -> None:
    """Of several firings always take the one after which least is lacking."""
    node: Node | None = start
    been: set[StateKey] = set()
    for _ in range(_STEPS):
        if node is None:
            return
        _follow(exploration, node, prey)
        if exploration.shown(f"fired {prey.id} {mode}"):
            return
        commands = exploration.random.shuffled(_promising(exploration, node))[:_CHOICES]
        been.add(node.key())
        followed = [_follow(exploration, node, command) for command in commands]
        choices = [n for n in followed if n and n.key() not in been]
        nearest = [(_distance(exploration, n, prey), i) for i, n in enumerate(choices)]
        node = choices[min(nearest)[1]] if nearest else None


def _promising(exploration: Exploration, node: Node) -> list[Command]:
    """The commands that the state alone does not forbid; of large aggregates a few of all."""
    commands = exploration.aggregate.commands
    if len(commands) >= _LARGE or node.state is None:
        return [_any(exploration) for _ in range(_CHOICES)]
    enabled = {s.command for s in exploration.interpreter.enabled(node.state) if s.enabled}
    return [command for command in commands if command.id in enabled]


def _distance(exploration: Exploration, node: Node, prey: Command) -> int:
    """Tokens that the command lacks, as far as its refusal tells; anything else counts one."""
    request, _ = exploration.draw(prey, node, 0)
    outcome = exploration.decide(node, request)
    if not isinstance(outcome, Refused):
        return 0
    lacking = 1 if outcome.code == "not-enabled" else _FAR.get(outcome.code, 10)
    for reason in outcome.reasons:
        missing = reason.code == "missing-tokens"
        lacking += reason.need - reason.have if missing else 1
    return lacking


def _any(exploration: Exploration) -> Command:
    return exploration.random.choice(exploration.aggregate.commands[1:])


def _follow(exploration: Exploration, node: Node, command: Command) -> Node | None:
    for attempt in range(min(_TRIES, exploration.tries(command))):
        request, seconds = exploration.draw(command, node, attempt)
        outcome = exploration.decide(node, request)
        exploration.note(node, command, request, outcome)
        if isinstance(outcome, Fired):
            return node.after(request, outcome, seconds)
    return None
