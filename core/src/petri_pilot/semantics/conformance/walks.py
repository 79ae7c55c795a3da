"""Random walks: whatever happens when commands follow each other for long."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from petri_pilot.semantics.conformance.explore import Exploration, Node
from petri_pilot.semantics.conformance.recorder import Recorder, shows_whole
from petri_pilot.semantics.decision import Fired, Refused, Request

_WALKS = 4
_LONGEST_WALK = 60
_SHORTEST_WALK = 20


def walks(exploration: Exploration) -> Iterator[dict[str, Any]]:
    """Walks of growing length; one that is stuck ends early."""
    for number in range(_WALKS):
        spread = _LONGEST_WALK - _SHORTEST_WALK
        length = _SHORTEST_WALK + number * spread // (_WALKS - 1)
        recorder = _walk(exploration, f"walk {number + 1}", length)
        yield recorder.finish(whole=shows_whole(exploration.aggregate, number + 1))


def _walk(exploration: Exploration, name: str, length: int) -> Recorder:
    recorder = Recorder(exploration.interpreter, name)
    node = exploration.root
    stuck = 0
    while len(recorder.steps) < length and stuck < 3:
        request, seconds, outcome = _next(exploration, node)
        recorder.step(request)
        if isinstance(outcome, Fired):
            stuck = 0
            node = Node(outcome.state, outcome.version, seconds, 0)
        else:
            stuck += 1
    return recorder


def _next(exploration: Exploration, node: Node) -> tuple[Request, int, Fired | Refused]:
    """A request, of several the first that fires; now and then the first of all."""
    commands = exploration.aggregate.commands
    tries = 1 if exploration.random.chance(1, 6) else 40
    for attempt in range(tries):
        command = (
            commands[0]
            if node.state is None
            else exploration.random.choice(commands[1:] or commands)
        )
        request, seconds = exploration.draw(command, node, attempt)
        outcome = exploration.decide(node, request)
        if isinstance(outcome, Fired):
            break
    return request, seconds, outcome
