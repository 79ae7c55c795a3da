"""Constraints of an aggregate."""

from __future__ import annotations

from petri_pilot.model.record import Record
from petri_pilot.program.context import Context
from petri_pilot.program.expressions import Checker, Names
from petri_pilot.program.ir import Constraint


def read_constraints(ctx: Context, records: list[Record], names: Names) -> tuple[Constraint, ...]:
    """The constraints that can be read; nameless ones are numbered from 1."""
    checker = Checker(ctx, names)
    result = []
    seen: dict[str, Record] = {}
    for index, record in enumerate(records):
        name = record.get("id") or f"constraint_{index + 1}"
        if name in seen:
            ctx.duplicate("constraint", name, record.at("id"), ctx.origin(seen[name].pointer))
            continue
        seen[name] = record
        if "expr" not in record:
            continue
        expr = checker.condition(record["expr"], record.at("expr"))
        if expr is not None:
            result.append(
                Constraint(
                    id=name,
                    expr=expr,
                    text=record["expr"],
                    description=record.get("description", ""),
                    origin=ctx.origin(record.pointer),
                )
            )
    return tuple(result)
