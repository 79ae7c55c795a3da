"""The routes of an aggregate, and which of them Go's router could not tell apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from petri_pilot.diagnostics import NOWHERE, Origin
from petri_pilot.program.ir import Aggregate


@dataclass(frozen=True, slots=True)
class Route:
    """A method with a path whose variables are in braces."""

    method: str
    path: str
    origin: Origin | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def where(self) -> Origin:
        """Where the model asks for it."""
        return self.origin or NOWHERE

    @property
    def segments(self) -> tuple[str, ...]:
        """The parts of the path; "" is a variable."""
        return tuple("" if "{" in part else part for part in self.path.split("/")[1:])


def routes(aggregate: Aggregate) -> list[Route]:
    """Those that read and stream, then one a command."""
    base = f"/api/{aggregate.slug}"
    reading = ["", "/{id}", "/{id}/events", "/{id}/at/{version}", "/events", "/ws"]
    found = [Route("GET", base + path) for path in reading]
    for command in aggregate.commands:
        found.append(Route(command.route.method, command.route.path, command.origin))
    return found


def conflicts(given: Sequence[Route]) -> list[tuple[Route, Route]]:
    """Pairs that match a common path although neither is more specific.

    Only routes with a variable in front of a constant can clash with others than
    their equals, so that all pairs need not be compared.
    """
    found = []
    groups: dict[tuple[str, int], list[Route]] = defaultdict(list)
    for route in given:
        groups[route.method, len(route.segments)].append(route)
    for group in groups.values():
        found += _equal(group)
        odd = [r for r in group if not _usual(r)]
        for first in odd:
            found += [(second, first) for second in group if _clash(first, second)]
    return found


def _equal(group: list[Route]) -> list[tuple[Route, Route]]:
    seen: dict[tuple[str, ...], Route] = {}
    found = []
    for route in group:
        if route.segments in seen:
            found.append((seen[route.segments], route))
        seen.setdefault(route.segments, route)
    return found


def _usual(route: Route) -> bool:
    """Whether it is under /api/{slug}/{id}, where constants decide."""
    return route.segments[:1] == ("api",) and "" not in route.segments[:2]


def _clash(a: Route, b: Route) -> bool:
    if a.segments == b.segments:
        return False
    pairs = list(zip(a.segments, b.segments, strict=True))
    if any(x and y and x != y for x, y in pairs):
        return False
    a_wider = any(not x and y for x, y in pairs)
    b_wider = any(x and not y for x, y in pairs)
    return a_wider and b_wider
