"""The order in which emitters run: by `runs_after`, then by name.

Kahn, "Topological sorting of large networks", CACM 5 (1962), with a heap, so
that of those that are ready the first by name runs.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from petri_pilot.diagnostics import Diagnostic
from petri_pilot.generate.kinds.composition import EmitterCycle, EmitterTwice
from petri_pilot.plugins.api import Emitter


def order(emitters: Iterable[Emitter]) -> tuple[list[Emitter], list[Diagnostic]]:
    """Sort the emitters, or say why that cannot be done.

    An emitter that is to run after one that is not enabled is free to run.
    """
    by_name: dict[str, Emitter] = {}
    diagnostics: list[Diagnostic] = []
    for emitter in emitters:
        if emitter.name in by_name:
            diagnostics.append(Diagnostic(EmitterTwice(emitter.name)))
        by_name[emitter.name] = emitter
    waits = {n: {a for a in e.runs_after if a in by_name} for n, e in by_name.items()}
    followers: dict[str, list[str]] = {name: [] for name in by_name}
    for name, earlier in waits.items():
        for other in earlier:
            followers[other].append(name)
    done = _sort(waits, followers)
    if len(done) < len(by_name):
        members = ", ".join(_cycle({n: waits[n] - set(done) for n in by_name if n not in done}))
        diagnostics.append(Diagnostic(EmitterCycle(members)))
    return [by_name[name] for name in done], diagnostics


def _sort(waits: dict[str, set[str]], followers: dict[str, list[str]]) -> list[str]:
    missing = {name: len(earlier) for name, earlier in waits.items()}
    ready = sorted(name for name, count in missing.items() if count == 0)
    done: list[str] = []
    while ready:
        name = heapq.heappop(ready)
        done.append(name)
        for follower in followers[name]:
            missing[follower] -= 1
            if missing[follower] == 0:
                heapq.heappush(ready, follower)
    return done


def _cycle(waits: dict[str, set[str]]) -> list[str]:
    """One cycle, starting at its first member by name; every emitter in `waits` waits."""
    name = min(waits)
    path: list[str] = []
    while name not in path:
        path.append(name)
        name = min(waits[name])
    members = path[path.index(name) :]
    start = members.index(min(members))
    return members[start:] + members[:start]
