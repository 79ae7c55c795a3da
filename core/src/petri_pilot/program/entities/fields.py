"""Fields of an entity: data places."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from petri_pilot.expr.types import STRING
from petri_pilot.model.record import Record
from petri_pilot.program.context import Context
from petri_pilot.program.expressions import Checker
from petri_pilot.program.ir import DataPlace
from petri_pilot.program.places import Places
from petri_pilot.program.values import read_constant, read_field_type, zero_of


@dataclass(slots=True)
class Fields:
    """The fields of an entity: their places, and the records they come from."""

    places: Places
    records: dict[str, Record] = field(default_factory=dict)

    @property
    def data(self) -> dict[str, DataPlace]:
        """The fields with a known type."""
        return self.places.data


def read_fields(ctx: Context, entity: Record, places: Places) -> Fields:
    """Adds the fields to the places of the entity."""
    fields = Fields(places)
    for record in entity.records("fields"):
        name = record["id"]
        if name in fields.records:
            first = ctx.origin(fields.records[name].pointer)
            ctx.duplicate("field", name, record.at("id"), first)
        elif name in places.token:
            ctx.duplicate("state", name, record.at("id"), places.token[name].origin)
        else:
            fields.records[name] = record
            _read(ctx, record, places)
    _compute(ctx, fields)
    return fields


def _read(ctx: Context, record: Record, places: Places) -> None:
    type_ = read_field_type(ctx, record, STRING)
    if type_ is None:
        places.poisoned.add(record["id"])
        return
    initial = zero_of(type_)
    if record.get("default") is not None:
        initial = read_constant(ctx, type_, record["default"], record.at("default"))
    places.data[record["id"]] = DataPlace(
        id=record["id"],
        type=type_,
        initial=initial,
        description=record.get("description", ""),
        origin=ctx.origin(record.pointer),
        required=record.get("required", False),
        unique=record.get("unique", False),
        indexed=record.get("indexed", False),
    )


def _compute(ctx: Context, fields: Fields) -> None:
    """Types the computed fields; they may read every field that is not computed itself."""
    computed = {n for n, r in fields.records.items() if r.get("computed")}
    names = fields.places.names(ctx.roles)
    stored = {n: t for n, t in names.scope.data.items() if n not in computed}
    checker = Checker(ctx, names.over(stored))
    for name in sorted(computed & fields.data.keys()):
        record, place = fields.records[name], fields.data[name]
        expr = checker.check(record["computed"], place.type, record.at("computed"))
        fields.data[name] = replace(place, computed=expr)
