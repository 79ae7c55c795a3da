"""Roles, flattened along inheritance."""

from __future__ import annotations

from petri_pilot.model.record import Record
from petri_pilot.program.context import Context
from petri_pilot.program.ir import Role
from petri_pilot.program.kinds.references import RoleCycle


def read_roles(ctx: Context, records: list[Record]) -> tuple[Role, ...]:
    """All roles. Whoever has a role has everything that it inherits."""
    by_id: dict[str, Record] = {}
    for record in records:
        name = record["id"]
        if name in by_id:
            ctx.duplicate("role", name, record.at("id"), ctx.origin(by_id[name].pointer))
        else:
            by_id[name] = record
    for record in by_id.values():
        for index, parent in enumerate(record.get("inherits") or ()):
            if parent not in by_id:
                pointer = record.at("inherits", index)
                ctx.unknown("role", parent, pointer, by_id, among="roles")
    _report_cycles(ctx, by_id)
    return tuple(
        Role(
            id=name,
            implies=tuple(sorted(_reachable(name, by_id))),
            description=record.get("description", ""),
            origin=ctx.origin(record.pointer),
        )
        for name, record in by_id.items()
    )


def _parents(name: str, by_id: dict[str, Record]) -> list[str]:
    return [p for p in by_id[name].get("inherits") or () if p in by_id]


def _reachable(start: str, by_id: dict[str, Record]) -> set[str]:
    reached = {start}
    stack = [start]
    while stack:
        for parent in _parents(stack.pop(), by_id):
            if parent not in reached:
                reached.add(parent)
                stack.append(parent)
    return reached


def _report_cycles(ctx: Context, by_id: dict[str, Record]) -> None:
    """Reports each circle once, at its first role in the author's order."""
    done: set[str] = set()
    for name in by_id:
        path = _cycle_through(name, by_id)
        if path and not done & set(path):
            done |= set(path)
            kind = RoleCycle(" -> ".join([*path, name]))
            ctx.report(kind, by_id[name].at("inherits"))


def _cycle_through(start: str, by_id: dict[str, Record]) -> list[str]:
    """A shortest way from a role back to itself, without its end; empty if there is none."""
    came_from: dict[str, str] = {}
    queue = [start]
    for current in queue:
        for parent in _parents(current, by_id):
            if parent == start:
                return _path(start, current, came_from)
            if parent not in came_from:
                came_from[parent] = current
                queue.append(parent)
    return []


def _path(start: str, end: str, came_from: dict[str, str]) -> list[str]:
    path = [end]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return path[::-1]
