"""Commands of a net: one a transition, and the one that makes an instance."""

from __future__ import annotations

from collections.abc import Iterable

from petri_pilot.diagnostics.origin import Origin
from petri_pilot.program.context import Context
from petri_pilot.program.ir import Command, EventType, Route, Transition
from petri_pilot.program.kinds.references import CreateRenamed
from petri_pilot.program.naming import free_name


def synthesised_create(
    ctx: Context, slug: str, taken: Iterable[str], events: set[str], origin: Origin
) -> Command:
    """The command that makes an instance by firing a transition without arcs."""
    used = set(taken)
    name = "create"
    if free_name(name, used) != name:
        name = free_name("create_instance", used)
        ctx.report(CreateRenamed("create", name), origin)
    event = EventType(free_name("created", events), "Created", (), "", origin)
    transition = empty_transition(name, origin)
    return Command(
        id=name,
        creates=True,
        parameters=(),
        modes=(transition,),
        event=event,
        route=Route("POST", f"/api/{slug}"),
        permissions=(),
        description="Makes an instance.",
        origin=origin,
    )


def empty_transition(name: str, origin: Origin) -> Transition:
    """A transition that is always enabled and changes nothing."""
    return Transition(
        id=name, inputs=(), outputs=(), takes=(), puts=(), guard=None, guard_text="", origin=origin
    )
