"""Declared events that nothing appends."""

from __future__ import annotations

from collections.abc import Iterator

from petri_pilot.diagnostics.diagnostic import Diagnostic, Kind, Severity
from petri_pilot.program.ir import Program


class UnusedEvent(Kind):
    """No transition appends a declared event.

    What it finds
        An event that no transition names.
    Why it matters
        Those who wait for it wait forever.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        transitions: [{id: close}]
        arcs: [{from: open, to: close}]
        events: [{id: shop_closed}]
        ```
    How to fix
        Name it as the `event` of a transition, or remove it.
    """

    code = "core/unused-event"
    severity = Severity.NOTE
    template = "no transition appends the event {event!r}"
    event: str


def check_events(program: Program) -> Iterator[Diagnostic]:
    """Events of each aggregate that no command appends."""
    for aggregate in program.aggregates:
        used = {command.event.id for command in aggregate.commands}
        for event in aggregate.events:
            if event.id not in used:
                yield Diagnostic(UnusedEvent(event.id), event.origin)
