"""Places of a net."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from petri_pilot.diagnostics.diagnostic import Fix
from petri_pilot.expr import Scope
from petri_pilot.expr.types import STRING, Type
from petri_pilot.model.record import Record
from petri_pilot.program.context import Context
from petri_pilot.program.expressions import Names
from petri_pilot.program.ir import DataPlace, Place
from petri_pilot.program.kinds.arcs import PlaceMisuse
from petri_pilot.program.values import read_constant, read_type, zero_of


@dataclass(slots=True)
class Places:
    """The places of a net by id, in the author's order."""

    token: dict[str, Place] = field(default_factory=dict)
    data: dict[str, DataPlace] = field(default_factory=dict)
    poisoned: set[str] = field(default_factory=set)
    """Data places without a known type."""

    def __contains__(self, name: object) -> bool:
        return name in self.token or name in self.data or name in self.poisoned

    def ids(self) -> Iterable[str]:
        """The ids of all places."""
        return [*self.token, *self.data, *self.poisoned]

    def names(self, roles: frozenset[str]) -> Names:
        """What constraints may name."""
        types: dict[str, Type] = {p.id: p.type for p in self.data.values()}
        scope = Scope(parameters={}, data=types, places=frozenset(self.token), roles=roles)
        return Names(scope, frozenset(self.poisoned))


def read_places(ctx: Context, records: list[Record]) -> Places:
    """All places; of several with one id, the first."""
    places = Places()
    first: dict[str, Record] = {}
    for record in records:
        name = record["id"]
        if name in first:
            ctx.duplicate("place", name, record.at("id"), ctx.origin(first[name].pointer))
            continue
        first[name] = record
        if record.get("kind", "token") == "data":
            _data_place(ctx, record, places)
        else:
            _token_place(ctx, record, places)
    return places


def _token_place(ctx: Context, record: Record, places: Places) -> None:
    for key in ("type", "initial_value"):
        if key in record:
            fix = Fix("make it a data place", (_kind_patch(record),))
            ctx.report(PlaceMisuse("token", record["id"], key), record.at(key), fix=fix)
            if key == "type":
                places.poisoned.add(record["id"])
                return
    places.token[record["id"]] = Place(
        id=record["id"],
        initial=record.get("initial") or 0,
        capacity=record.get("capacity"),
        description=record.get("description", ""),
        origin=ctx.origin(record.pointer),
        resource=record.get("resource", False),
        x=record.get("x"),
        y=record.get("y"),
    )


def _kind_patch(record: Record) -> dict[str, object]:
    return {"op": "add", "path": record.at("kind"), "value": "data"}


def _data_place(ctx: Context, record: Record, places: Places) -> None:
    for key in ("capacity", "resource"):
        if record.get(key):
            ctx.report(
                PlaceMisuse("data", record["id"], key),
                record.at(key),
                fix=Fix(f"remove {key!r}", ({"op": "remove", "path": record.at(key)},)),
            )
    type_: Type | None = STRING
    if record.get("type") is not None:
        type_ = read_type(ctx, record["type"], record.at("type"))
    if type_ is None:
        places.poisoned.add(record["id"])
        return
    initial = zero_of(type_)
    if record.get("initial_value") is not None:
        pointer = record.at("initial_value")
        initial = read_constant(ctx, type_, record["initial_value"], pointer)
    places.data[record["id"]] = DataPlace(
        id=record["id"],
        type=type_,
        initial=initial,
        description=record.get("description", ""),
        origin=ctx.origin(record.pointer),
        x=record.get("x"),
        y=record.get("y"),
    )
