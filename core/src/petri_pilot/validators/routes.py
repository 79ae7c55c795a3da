"""Routes that clash."""

from __future__ import annotations

from collections.abc import Iterator

from petri_pilot.diagnostics.diagnostic import Diagnostic, Kind
from petri_pilot.diagnostics.origin import Origin
from petri_pilot.program.ir import Command, Program


class RouteTaken(Kind):
    """Two commands are served in the same place.

    What it finds
        Commands with the same method whose paths match a common request.
    Why it matters
        Only one of them could be reached.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        transitions:
          - {id: close, http: {path: "/shops/{id}/end"}}
          - {id: burn, http: {path: "/shops/{id}/end"}}
        arcs: [{from: open, to: close}, {from: open, to: burn}]
        ```
    How to fix
        Give one of them another path.
    """

    code = "core/route-taken"
    template = "{method} {path} is already the route of {other!r}"
    method: str
    path: str
    other: str


class RouteReserved(Kind):
    """A command wants a path that every application serves itself.

    What it finds
        Explicit paths that match `/health`, `/ready`, `/openapi.json`,
        `/metrics`, or the event streams below `/api/{slug}`.
    Why it matters
        Probes, clients and dashboards rely on these.

    Example
        ```yaml
        name: shop
        entities:
          - id: order
            states: [{id: draft, initial: true}]
            actions: [{id: open, creates: true, http: {path: /health}}]
        ```
    How to fix
        Give the command another path.
    """

    code = "core/route-reserved"
    template = "{path!r} is reserved for {use}"
    path: str
    use: str


RESERVED = {
    "/health": "the liveness probe",
    "/ready": "the readiness probe",
    "/openapi.json": "the API's description",
    "/metrics": "metrics",
}


Seen = dict[tuple[str, int], dict[int, list[Command]]]
"""Commands by method and number of segments, then by the position of {id}."""


def check_routes(program: Program) -> Iterator[Diagnostic]:
    """Clashes of routes with each other and with what the application serves itself."""
    reserved = dict(RESERVED)
    for aggregate in program.aggregates:
        reserved[f"/api/{aggregate.slug}/events"] = "live updates"
        reserved[f"/api/{aggregate.slug}/ws"] = "live updates"
    seen: Seen = {}
    exact: dict[tuple[str, str], Command] = {}
    for aggregate in program.aggregates:
        for command in aggregate.commands:
            yield from _reserved(command, reserved)
            yield from _taken(command, seen, exact)


def _reserved(command: Command, reserved: dict[str, str]) -> Iterator[Diagnostic]:
    use = reserved.get(command.route.path) if command.route.explicit else None
    if use is not None:
        yield Diagnostic(RouteReserved(command.route.path, use), _where(command))


def _taken(
    command: Command, seen: Seen, exact: dict[tuple[str, str], Command]
) -> Iterator[Diagnostic]:
    route = command.route
    segments = route.path.split("/")
    shape = (route.method, len(segments))
    position = segments.index("{id}") if "{id}" in segments else 0
    other = exact.setdefault((route.method, route.path), command)
    if other is command:
        others = (c for p, cs in seen.get(shape, {}).items() if p != position for c in cs)
        other = next((c for c in others if _ambiguous(c, segments)), command)
    if other is not command:
        kind = RouteTaken(route.method, route.path, other.id)
        related = (("the other command", other.origin),)
        yield Diagnostic(kind, _where(command), related=related)
    seen.setdefault(shape, {}).setdefault(position, []).append(command)


def _ambiguous(one: Command, segments: list[str]) -> bool:
    """Whether a request can match both paths, which have their variable in different places.

    A path without a variable is more specific than one with it, so it is no clash.
    """
    pairs = list(zip(one.route.path.split("/"), segments, strict=True))
    if any(a != b and "{id}" not in (a, b) for a, b in pairs):
        return False
    return any(a == "{id}" for a, _ in pairs) and any(b == "{id}" for _, b in pairs)


def _where(command: Command) -> Origin:
    return command.origin.at("http", "path") if command.route.explicit else command.origin
