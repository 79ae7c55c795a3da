"""Traces of inputs at and beyond the edges of the parameters' types, and of existence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from petri_pilot.program.ir import Command
from petri_pilot.semantics.conformance import clock
from petri_pilot.semantics.conformance.explore import Exploration, Node
from petri_pilot.semantics.conformance.inputs import edge_inputs, long_amounts
from petri_pilot.semantics.conformance.recorder import Recorder, shows_whole, within
from petri_pilot.semantics.decision import Fired, Refused, Request

_MISSING = 200
"""Commands that are asked of an instance that does not exist."""
_STEP_SIZE = 200
"""Bytes of a short step, about."""
_UNKNOWN = {"no_such_parameter": 1}


def existence_trace(exploration: Exploration) -> dict[str, Any]:
    """Commands on a missing instance, and creating twice."""
    recorder = Recorder(exploration.interpreter, "exists and not found")
    good = _where_fired(exploration)
    create, *others = exploration.aggregate.commands
    for command in others[:_MISSING]:
        empty = Request(command.id, {}, None, clock.at(clock.STEP))
        recorder.step(good[command.id][1] if command.id in good else empty)
    recorder.step(Request((others or [create])[0].id, _UNKNOWN))
    if create.id in good:
        recorder.step(good[create.id][1])
        recorder.step(good[create.id][1])
        recorder.step(Request(create.id, _UNKNOWN))
    return recorder.finish()


def input_traces(exploration: Exploration, limit: int) -> Iterator[dict[str, Any]]:
    """For every command what it refuses, then what it accepts, in `limit` bytes all together."""
    commands = exploration.aggregate.commands
    good = _where_fired(exploration)
    with_amounts = [c for c in commands if any(True for _ in long_amounts(c, {}))]
    for command in commands:
        if command.id in good:
            node, request = good[command.id]
            inputs = [*edge_inputs(command, request.input)]
            if command in with_amounts[:1]:
                inputs.extend(long_amounts(command, request.input))
            requests = [Request(command.id, i, request.actor, request.at) for i in inputs]
            share = limit // len(commands)
            yield from within(share, _refused(exploration, command, requests))
            if node.depth * _STEP_SIZE < share:
                yield from within(share, _accepted(exploration, node, requests))


def _refused(
    exploration: Exploration, command: Command, requests: list[Request]
) -> Iterator[dict[str, Any]]:
    """One trace of all invalid inputs, which any state refuses alike."""
    existing = next((n for n in exploration.finders if n.state is not None), exploration.root)
    node = exploration.root if command.creates else existing
    recorder = _at(exploration, f"input of {command.id}", node)
    for request in requests:
        outcome = exploration.decide(node, request)
        if isinstance(outcome, Refused) and outcome.code == "invalid-input":
            recorder.step(request)
    yield recorder.finish(whole=False)


def _accepted(
    exploration: Exploration, node: Node, requests: list[Request]
) -> Iterator[dict[str, Any]]:
    """A trace for each input that is accepted where the command fired."""
    for request in requests:
        if isinstance(exploration.decide(node, request), Fired):
            recorder = _at(exploration, f"unusual input of {request.command}", node)
            recorder.step(request)
            yield recorder.finish(whole=shows_whole(exploration.aggregate, 2))


def _at(exploration: Exploration, name: str, node: Node) -> Recorder:
    recorder = Recorder(exploration.interpreter, name)
    for step in node.path():
        if step.request is not None:
            recorder.step(step.request)
    return recorder


def _where_fired(exploration: Exploration) -> dict[str, tuple[Node, Request]]:
    """For each command the nearest node where it fired, or else any where it may be asked."""
    found: dict[str, tuple[Node, Request]] = {}
    for node in sorted(exploration.finders, key=lambda n: n.depth):
        for find in node.finds:
            if find.fired:
                found.setdefault(find.request.command, (node, find.request))
    existing = next((n for n in exploration.finders if n.state is not None), None)
    for command in exploration.aggregate.commands:
        if command.id not in found and existing is not None and not command.creates:
            found[command.id] = (existing, exploration.draw(command, existing, 0)[0])
    return found
