"""Commands of an entity, the creating one first."""

from __future__ import annotations

from petri_pilot.model.record import Record
from petri_pilot.program.access import check_roles
from petri_pilot.program.context import Context
from petri_pilot.program.entities.actions import ActionReader, ReadAction
from petri_pilot.program.events import EventBuilder, Use
from petri_pilot.program.ir import Command, EventType
from petri_pilot.program.kinds.entities import SeveralCreates
from petri_pilot.program.kinds.references import CreateRenamed
from petri_pilot.program.naming import free_name
from petri_pilot.program.routes import make_route

CREATE = "create"


def read_commands(
    ctx: Context, entity: Record, slug: str, reader: ActionReader
) -> tuple[list[Command], list[EventType]]:
    """The commands and event types of an entity."""
    records = _actions(ctx, entity)
    creating = _creating(ctx, list(records.values()))
    if creating is None:
        creating = _default_create(ctx, entity, records)
    others = [r for r in records.values() if r is not creating]
    actions = [reader.read(creating, creates=True)]
    actions += [reader.read(r, creates=False) for r in others]
    builder = EventBuilder(ctx, {}, reader.fields.data)
    wanted = {r["event"] for r in others if r.get("event")} | {r["id"] for r in others}
    created = creating.get("event") or free_name("created", wanted)
    events = builder.build(
        [_use(ctx, a, created if a.record is creating else None) for a in actions]
    )
    commands = [
        _command(ctx, action, event, slug, creates=action.record is creating)
        for action, event in zip(actions, events, strict=True)
    ]
    return commands, list(builder.types.values())


def _actions(ctx: Context, entity: Record) -> dict[str, Record]:
    result: dict[str, Record] = {}
    for record in entity.records("actions"):
        name = record["id"]
        if name in result:
            ctx.duplicate("action", name, record.at("id"), ctx.origin(result[name].pointer))
        else:
            result[name] = record
    return result


def _creating(ctx: Context, records: list[Record]) -> Record | None:
    """The action that makes instances: marked so, or called `create` and starting from no state."""
    marked = [r for r in records if r.get("creates")]
    for extra in marked[1:]:
        kind = SeveralCreates(marked[0]["id"], extra["id"])
        ctx.report(kind, extra.at("creates"))
    if marked:
        return marked[0]
    return next((r for r in records if r["id"] == CREATE and not r.get("from_states")), None)


def _default_create(ctx: Context, entity: Record, records: dict[str, Record]) -> Record:
    name = CREATE
    if free_name(name, records) != name:
        name = free_name("create_instance", records)
        ctx.report(CreateRenamed(CREATE, name), entity.at("id"))
    record = Record(entity.pointer)
    record |= {"id": name, "description": "Makes an instance."}
    return record


def _use(ctx: Context, action: ReadAction, created: str | None) -> Use:
    record = action.record
    return Use(
        command=record["id"],
        event=created or record.get("event") or record["id"],
        origin=ctx.origin(record.at("event") if "event" in record else record.pointer),
        parameters=action.parameters.known,
    )


def _command(
    ctx: Context, action: ReadAction, event: EventType, slug: str, *, creates: bool
) -> Command:
    record = action.record
    check_roles(ctx, record, "permissions")
    return Command(
        id=record["id"],
        creates=creates,
        parameters=tuple(action.parameters.known.values()),
        modes=action.modes,
        event=event,
        route=make_route(ctx, record.get("http"), slug, record["id"], creates=creates),
        permissions=tuple(record.get("permissions") or ()),
        description=record.get("description", ""),
        origin=ctx.origin(record.pointer),
    )
