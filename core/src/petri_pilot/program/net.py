"""A net document becomes an aggregate."""

from __future__ import annotations

from petri_pilot.model.record import Record
from petri_pilot.program.access import check_roles, read_access
from petri_pilot.program.arcs import sort_arcs
from petri_pilot.program.commands import synthesised_create
from petri_pilot.program.constraints import read_constraints
from petri_pilot.program.context import Context
from petri_pilot.program.events import EventBuilder, Use, read_events
from petri_pilot.program.ir import AccessRule, Aggregate, Command, EventType
from petri_pilot.program.places import Places, read_places
from petri_pilot.program.routes import make_route
from petri_pilot.program.transitions import (
    ReadTransition,
    TransitionReader,
    effects,
    mentioned,
)


def lower_net(ctx: Context, record: Record, slug: str) -> tuple[Aggregate, list[AccessRule]]:
    """The aggregate of a net, with its access rules."""
    places = read_places(ctx, record.records("places"))
    records = _transition_records(ctx, record.records("transitions"), places, record)
    names = places.names(ctx.roles)
    declared = read_events(ctx, record.records("events"))
    arcs = sort_arcs(ctx, record.records("arcs"), places, set(records))
    reader = TransitionReader(ctx, places, names, declared, record.records("places"))
    transitions = [reader.read(r, arcs[name]) for name, r in records.items()]
    builder = EventBuilder(ctx, declared, places.data)
    events = builder.build([_use(ctx, t) for t in transitions])
    create = synthesised_create(ctx, slug, records, set(builder.types), ctx.origin(record.pointer))
    commands = [_command(ctx, t, e, slug) for t, e in zip(transitions, events, strict=True)]
    aggregate = Aggregate(
        id=slug,
        slug=slug,
        name=record.get("name", ""),
        description=record.get("description", ""),
        entity=False,
        places=tuple(places.token.values()),
        data=tuple(places.data.values()),
        transitions=(*create.modes, *(t.transition for t in transitions)),
        commands=(create, *commands),
        events=(create.event, *builder.types.values()),
        constraints=read_constraints(ctx, record.records("constraints"), names),
        origin=ctx.origin(record.pointer),
    )
    rules = read_access(ctx, record.records("access"), aggregate, names, "transition")
    return aggregate, rules


def _transition_records(
    ctx: Context, records: list[Record], places: Places, net: Record
) -> dict[str, Record]:
    """Transitions by id; places and transitions share one set of ids."""
    of_places = {p["id"]: p for p in net.records("places")}
    result: dict[str, Record] = {}
    for record in records:
        name = record["id"]
        other = result.get(name) or of_places.get(name)
        if other is not None:
            sort = "transition" if name in result else "place"
            ctx.duplicate(sort, name, record.at("id"), ctx.origin(other.pointer))
        elif name not in places:
            result[name] = record
    return result


def _use(ctx: Context, read: ReadTransition) -> Use:
    record = read.record
    needed = {p for expr, _ in effects(read.transition) for p in mentioned(expr)}
    return Use(
        command=record["id"],
        event=record.get("event") or record["id"],
        origin=ctx.origin(record.at("event") if "event" in record else record.pointer),
        parameters=read.parameters.known,
        needed=frozenset(needed),
        poisoned=frozenset(read.parameters.poisoned),
        bindings_pointer=record.at("bindings") if record.get("bindings") else None,
    )


def _command(ctx: Context, read: ReadTransition, event: EventType, slug: str) -> Command:
    record = read.record
    check_roles(ctx, record, "permissions")
    return Command(
        id=record["id"],
        creates=False,
        parameters=tuple(read.parameters.known.values()),
        modes=(read.transition,),
        event=event,
        route=make_route(ctx, record.get("http"), slug, record["id"], creates=False),
        permissions=tuple(record.get("permissions") or ()),
        description=record.get("description", ""),
        origin=read.transition.origin,
    )
