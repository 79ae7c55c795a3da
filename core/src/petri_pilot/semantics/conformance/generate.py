"""The conformance file of one aggregate; its form is in docs/semantics.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from petri_pilot.program.ir import Aggregate, Command, Program
from petri_pilot.semantics.conformance import clock
from petri_pilot.semantics.conformance.explore import Exploration, Node
from petri_pilot.semantics.conformance.inputs import edge_inputs, long_amounts
from petri_pilot.semantics.conformance.recorder import Recorder, size
from petri_pilot.semantics.decision import Fired, Request

LIMIT = 2_000_000
"""Bytes of a conformance file, about; goal traces may use 60 % of it, inputs 25 %."""
_WALKS = 8
_LONGEST_WALK = 60
_SHORTEST_WALK = 20


def traces(
    program: Program, aggregate: Aggregate, *, seed: int = 0, access: bool = True
) -> dict[str, Any]:
    """Traces that cover what a bounded search could reach; equal arguments give equal traces.

    With `access` False they are for a target that implements no access rules.
    """
    search = Exploration(program, aggregate, seed, access)
    search.run()
    made = [
        *_within(LIMIT * 60 // 100, _goal_traces(search)),
        *_within(LIMIT * 25 // 100, _input_traces(search)),
        *_within(LIMIT * 15 // 100, _walks(search)),
    ]
    return {
        "format": 1,
        "model": program.name,
        "model_hash": program.model_hash,
        "aggregate": aggregate.id,
        "traces": made,
    }


def _within(limit: int, made: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for trace in made:
        limit -= size(trace)
        if limit < 0:
            return
        yield trace


def _path(node: Node) -> list[Node]:
    nodes: list[Node] = []
    current: Node | None = node
    while current is not None:
        nodes.append(current)
        current = current.parent
    return nodes[::-1]


def _goal_traces(search: Exploration) -> Iterator[dict[str, Any]]:
    """Paths to all that was found, the longest first; refusals are tried on the way."""
    covered: set[str] = set()
    number = 0
    for node in sorted(search.nodes, key=lambda n: -n.depth):
        while any(covered.isdisjoint(goals) for _, goals, _ in node.finds):
            number += 1
            yield _goal_trace(search, f"path {number}", node, covered)


def _goal_trace(search: Exploration, name: str, target: Node, covered: set[str]) -> dict[str, Any]:
    recorder = Recorder(search.interpreter, name)
    for node in _path(target):
        if node.request is not None:
            recorder.step(node.request)
        for request, goals, fired in node.finds:
            if not fired and not covered.issuperset(goals):
                recorder.step(request)
                covered.update(goals)
    for request, goals, fired in target.finds:
        if fired and not covered.issuperset(goals):
            recorder.step(request)
            covered.update(goals)
            break
    return recorder.finish()


def _input_traces(search: Exploration) -> Iterator[dict[str, Any]]:
    places = _where_fired(search)
    commands = search.aggregate.commands
    yield _existence(search, places)
    long_ones = [c for c in commands if any(True for _ in long_amounts(c, {}))][:1]
    for command in commands:
        if command.id not in places:
            continue
        node, good = places[command.id]
        inputs = [*edge_inputs(command, good.input)]
        if command in long_ones:
            inputs.extend(long_amounts(command, good.input))
        yield from _edge_traces(search, command, node, good, inputs)


def _edge_traces(
    search: Exploration,
    command: Command,
    node: Node,
    good: Request,
    inputs: list[dict[str, Any]],
) -> Iterator[dict[str, Any]]:
    """One trace of the refused inputs; inputs that a creating command accepts need their own."""
    recorder = _at(search, f"input of {command.id}", node)
    for given in inputs:
        request = Request(command.id, given, good.actor, good.at)
        outcome = search.interpreter.decide(node.state, node.version, request)
        if isinstance(outcome, Fired):
            accepted = _at(search, f"unusual input of {command.id}", node)
            accepted.step(request)
            yield accepted.finish()
        else:
            recorder.step(request)
    yield recorder.finish()


def _where_fired(search: Exploration) -> dict[str, tuple[Node, Request]]:
    """For each command the first node where it fired, or else any where it may be asked."""
    found: dict[str, tuple[Node, Request]] = {}
    for node in search.nodes:
        for request, _, fired in node.finds:
            if fired:
                found.setdefault(request.command, (node, request))
    existing = next((n for n in search.nodes if n.state is not None), None)
    for command in search.aggregate.commands:
        if command.id not in found and existing is not None and not command.creates:
            found[command.id] = (existing, search.draw(command, existing, 0)[0])
    return found


def _at(search: Exploration, name: str, node: Node) -> Recorder:
    recorder = Recorder(search.interpreter, name)
    for step in _path(node):
        if step.request is not None:
            recorder.step(step.request)
    return recorder


def _existence(search: Exploration, places: dict[str, tuple[Node, Request]]) -> dict[str, Any]:
    """Commands on a missing instance, and creating twice."""
    recorder = Recorder(search.interpreter, "exists and not found")
    commands = search.aggregate.commands
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


def _walks(search: Exploration) -> Iterator[dict[str, Any]]:
    for number in range(_WALKS):
        spread = _LONGEST_WALK - _SHORTEST_WALK
        length = _SHORTEST_WALK + number * spread // (_WALKS - 1)
        yield _walk(search, f"walk {number + 1}", length)


def _walk(search: Exploration, name: str, length: int) -> dict[str, Any]:
    recorder = Recorder(search.interpreter, name)
    node = search.nodes[0]
    stuck = 0
    while len(recorder.steps) < length and stuck < 3:
        request, seconds, outcome = _next(search, node)
        recorder.step(request)
        if isinstance(outcome, Fired):
            stuck = 0
            node = Node(outcome.state, outcome.version, seconds, 0)
        else:
            stuck += 1
    return recorder.finish()


def _next(search: Exploration, node: Node) -> tuple[Request, int, object]:
    """A request, of several the first that fires; now and then the first of all."""
    commands = search.aggregate.commands
    tries = 1 if search.random.chance(1, 6) else 40
    for attempt in range(tries):
        command = (
            commands[0] if node.state is None else search.random.choice(commands[1:] or commands)
        )
        request, seconds = search.draw(command, node, attempt)
        outcome = search.interpreter.decide(node.state, node.version, request)
        if isinstance(outcome, Fired):
            break
    return request, seconds, outcome
