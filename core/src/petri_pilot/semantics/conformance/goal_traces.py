"""Traces that lead to everything that the search found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from petri_pilot.semantics.conformance.explore import Exploration, Find, Node
from petri_pilot.semantics.conformance.recorder import Recorder, shows_whole


def goal_traces(exploration: Exploration) -> Iterator[dict[str, Any]]:
    """Paths to all that was found, the longest first; refusals are tried on the way."""
    covered: set[str] = set()
    number = 0
    for node in sorted(exploration.finders, key=lambda n: -n.depth):
        while any(not covered.issuperset(find.goals) for find in node.finds):
            number += 1
            recorder = _record(exploration, f"path {number}", node, covered)
            yield recorder.finish(whole=shows_whole(exploration.aggregate, number))


def _record(exploration: Exploration, name: str, target: Node, covered: set[str]) -> Recorder:
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
    return recorder


def _parent_finds(node: Node) -> list[Find]:
    return [] if node.parent is None else node.parent.finds
