"""An application document becomes aggregates."""

from __future__ import annotations

from petri_pilot.model.record import Record
from petri_pilot.program.access import read_access
from petri_pilot.program.constraints import read_constraints
from petri_pilot.program.context import Context
from petri_pilot.program.entities.actions import ActionReader
from petri_pilot.program.entities.commands import read_commands
from petri_pilot.program.entities.fields import read_fields
from petri_pilot.program.entities.states import read_states
from petri_pilot.program.ir import AccessRule, Aggregate
from petri_pilot.program.kinds.references import NoSlug
from petri_pilot.program.naming import slugify
from petri_pilot.program.places import Places


def lower_entities(ctx: Context, record: Record) -> tuple[list[Aggregate], list[AccessRule]]:
    """The aggregates of all entities, with their access rules."""
    first: dict[str, Record] = {}
    aggregates: list[Aggregate] = []
    access: list[AccessRule] = []
    for entity in record.records("entities"):
        first.setdefault(entity["id"], entity)
    for entity in record.records("entities"):
        name = entity["id"]
        if first[name] is not entity:
            ctx.duplicate("entity", name, entity.at("id"), ctx.origin(first[name].pointer))
            continue
        _check_references(ctx, entity, first)
        aggregate, rules = _lower(ctx, entity)
        aggregates.append(aggregate)
        access.extend(rules)
    return aggregates, access


def _lower(ctx: Context, entity: Record) -> tuple[Aggregate, list[AccessRule]]:
    slug = slugify(entity["id"])
    if not slug:
        ctx.report(NoSlug(entity["id"]), entity.at("id"))
    places = Places()
    states = read_states(ctx, entity)
    places.token.update(states.places)
    fields = read_fields(ctx, entity, places)
    names = places.names(ctx.roles)
    reader = ActionReader(ctx, states, fields, names)
    commands, events = read_commands(ctx, entity, slug, reader)
    aggregate = Aggregate(
        id=entity["id"],
        slug=slug,
        name=entity.get("name") or entity["id"],
        description=entity.get("description", ""),
        entity=True,
        places=tuple(places.token.values()),
        data=tuple(places.data.values()),
        transitions=tuple(mode for command in commands for mode in command.modes),
        commands=tuple(commands),
        events=tuple(events),
        constraints=read_constraints(ctx, entity.records("constraints"), names),
        origin=ctx.origin(entity.pointer),
    )
    return aggregate, read_access(ctx, entity.records("access"), aggregate, names, "action")


def _check_references(ctx: Context, entity: Record, entities: dict[str, Record]) -> None:
    for field in entity.records("fields"):
        reference = field.get("reference")
        if reference and "entity" in reference and reference["entity"] not in entities:
            name = reference["entity"]
            ctx.unknown("entity", name, reference.at("entity"), entities, among="entities")
