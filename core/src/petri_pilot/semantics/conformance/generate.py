"""The conformance file of one aggregate; its form is in docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from petri_pilot.program.ir import Aggregate, Command, Program
from petri_pilot.semantics.conformance import clock
from petri_pilot.semantics.conformance.explore import Exploration, Find, Node
from petri_pilot.semantics.conformance.inputs import edge_inputs, long_amounts
from petri_pilot.semantics.conformance.recorder import Recorder, size
from petri_pilot.semantics.conformance.search import search
from petri_pilot.semantics.decision import Fired, Request

LIMIT = 2_000_000
"""Bytes of a conformance file, about; goal traces may use 60 % of it, inputs 25 %."""
_WALKS = 4
_SMALL = 100
"""Up to this many places and commands every trace ends with the whole state."""
_LONGEST_WALK = 60
_SHORTEST_WALK = 20


def traces(
    program: Program, aggregate: Aggregate, *, seed: int = 0, access: bool = True
) -> dict[str, Any]:
    """Traces that cover what a bounded search could reach; equal arguments give equal traces.

    With `access` False they are for a target that implements no access rules.
    """
    exploration = Exploration(program, aggregate, seed, access)
    search(exploration)
    made = [
        *_within(LIMIT * 60 // 100, _goal_traces(exploration)),
        *_within(LIMIT * 25 // 100, _input_traces(exploration)),
        *_within(LIMIT * 15 // 100, _walks(exploration)),
    ]
    return {
        "format": 1,
        "model": program.name,
        "model_hash": program.model_hash,
        "aggregate": aggregate.id,
        "traces": made,
    }


def _is_small(exploration: Exploration) -> bool:
    aggregate = exploration.aggregate
    return len(aggregate.places) + len(aggregate.data) + len(aggregate.commands) <= _SMALL


def _within(limit: int, made: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for trace in made:
        limit -= size(trace)
        if limit < 0:
            return
        yield trace


def _goal_traces(exploration: Exploration) -> Iterator[dict[str, Any]]:
    """Paths to all that was found, the longest first; refusals are tried on the way."""
    covered: set[str] = set()
    number = 0
    for node in sorted(exploration.finders, key=lambda n: -n.depth):
        while any(not covered.issuperset(find.goals) for find in node.finds):
            number += 1
            yield _goal_trace(exploration, f"path {number}", node, covered)


def _goal_trace(
    exploration: Exploration, name: str, target: Node, covered: set[str]
) -> dict[str, Any]:
    recorder = Recorder(exploration.interpreter, name)
    for node in target.path():
        if node.request is not None:
            recorder.step(node.request)
            covered.update(*(f.goals for f in _parent_finds(node) if f.request is node.request))
        for find in node.finds:
            if not find.fired and not covered.issuperset(find.goals):
                recorder.step(find.request)
                covered.update(find.goals)
    last = next((f for f in target.finds if f.fired and not covered.issuperset(f.goals)), None)
    if last is not None:
        recorder.step(last.request)
        covered.update(last.goals)
    return recorder.finish(whole=_is_small(exploration))


def _parent_finds(node: Node) -> list[Find]:
    return [] if node.parent is None else node.parent.finds


def _input_traces(exploration: Exploration) -> Iterator[dict[str, Any]]:
    places = _where_fired(exploration)
    commands = exploration.aggregate.commands
    yield _existence(exploration, places)
    long_ones = [c for c in commands if any(True for _ in long_amounts(c, {}))][:1]
    for command in commands:
        if command.id not in places:
            continue
        node, good = places[command.id]
        inputs = [*edge_inputs(command, good.input)]
        if command in long_ones:
            inputs.extend(long_amounts(command, good.input))
        yield from _edge_traces(exploration, command, node, good, inputs)


def _edge_traces(
    exploration: Exploration,
    command: Command,
    node: Node,
    good: Request,
    inputs: list[dict[str, Any]],
) -> Iterator[dict[str, Any]]:
    """One trace of the refused inputs; inputs that a creating command accepts need their own."""
    recorder = _at(exploration, f"input of {command.id}", node)
    for given in inputs:
        request = Request(command.id, given, good.actor, good.at)
        outcome = exploration.decide(node, request)
        if isinstance(outcome, Fired):
            accepted = _at(exploration, f"unusual input of {command.id}", node)
            accepted.step(request)
            yield accepted.finish(whole=_is_small(exploration))
        else:
            recorder.step(request)
    yield recorder.finish(whole=_is_small(exploration))


def _where_fired(exploration: Exploration) -> dict[str, tuple[Node, Request]]:
    """For each command the first node where it fired, or else any where it may be asked."""
    found: dict[str, tuple[Node, Request]] = {}
    for node in exploration.finders:
        for find in node.finds:
            if find.fired:
                found.setdefault(find.request.command, (node, find.request))
    existing = next((n for n in exploration.finders if n.state is not None), None)
    for command in exploration.aggregate.commands:
        if command.id not in found and existing is not None and not command.creates:
            found[command.id] = (existing, exploration.draw(command, existing, 0)[0])
    return found


def _at(exploration: Exploration, name: str, node: Node) -> Recorder:
    recorder = Recorder(exploration.interpreter, name)
    for step in node.path():
        if step.request is not None:
            recorder.step(step.request)
    return recorder


def _existence(exploration: Exploration, places: dict[str, tuple[Node, Request]]) -> dict[str, Any]:
    """Commands on a missing instance, and creating twice."""
    recorder = Recorder(exploration.interpreter, "exists and not found")
    commands = exploration.aggregate.commands
    for command in commands[1:33]:
        at = clock.at(clock.STEP)
        recorder.step(
            places[command.id][1] if command.id in places else Request(command.id, {}, None, at)
        )
    recorder.step(Request(commands[1].id if len(commands) > 1 else commands[0].id, {"zz": 1}))
    if commands[0].id in places:
        recorder.step(places[commands[0].id][1])
        recorder.step(places[commands[0].id][1])
        recorder.step(Request(commands[0].id, {"zz": 1}))
    return recorder.finish()


def _walks(exploration: Exploration) -> Iterator[dict[str, Any]]:
    for number in range(_WALKS):
        spread = _LONGEST_WALK - _SHORTEST_WALK
        length = _SHORTEST_WALK + number * spread // (_WALKS - 1)
        yield _walk(exploration, f"walk {number + 1}", length)


def _walk(exploration: Exploration, name: str, length: int) -> dict[str, Any]:
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
    return recorder.finish(whole=_is_small(exploration) or name == "walk 1")


def _next(exploration: Exploration, node: Node) -> tuple[Request, int, object]:
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
