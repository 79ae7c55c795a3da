"""States of an entity: token places of which exactly one is marked."""

from __future__ import annotations

from dataclasses import dataclass, field

from petri_pilot.diagnostics.diagnostic import Fix
from petri_pilot.model.record import Record
from petri_pilot.program.context import Context, add
from petri_pilot.program.ir import Place
from petri_pilot.program.kinds.entities import ImpliedInitialState, SeveralInitialStates


@dataclass(slots=True)
class States:
    """The states by id, and the one in which an instance starts (None if there are none)."""

    places: dict[str, Place] = field(default_factory=dict)
    initial: Place | None = None

    def open(self) -> list[Place]:
        """The states that are not terminal."""
        return [p for p in self.places.values() if not p.terminal]


def read_states(ctx: Context, entity: Record) -> States:
    """All states; the initial one holds the token."""
    first: dict[str, Record] = {}
    for record in entity.records("states"):
        name = record["id"]
        if name in first:
            ctx.duplicate("state", name, record.at("id"), ctx.origin(first[name].pointer))
        else:
            first[name] = record
    initial = _initial(ctx, entity, list(first.values()))
    states = States()
    for name, record in first.items():
        states.places[name] = Place(
            id=name,
            initial=1 if name == initial else 0,
            capacity=None,
            description=record.get("description", ""),
            origin=ctx.origin(record.pointer),
            terminal=record.get("terminal", False),
        )
    states.initial = states.places.get(initial) if initial is not None else None
    return states


def _initial(ctx: Context, entity: Record, states: list[Record]) -> str | None:
    marked = [s for s in states if s.get("initial")]
    for extra in marked[1:]:
        kind = SeveralInitialStates(entity["id"], marked[0]["id"], extra["id"])
        related = (("the first one", ctx.origin(marked[0].pointer)),)
        patch = ({"op": "remove", "path": extra.at("initial")},)
        fix = Fix(f"start in {marked[0]['id']!r}", patch)
        ctx.report(kind, extra.at("initial"), related=related, fix=fix)
    if marked or not states:
        return marked[0]["id"] if marked else None
    first = states[0]
    if "states" not in ctx.dropped:
        fix = Fix("mark it as initial", (add(first.at("initial"), True),))
        ctx.report(ImpliedInitialState(entity["id"], first["id"]), first.pointer, fix=fix)
    name: str = first["id"]
    return name
