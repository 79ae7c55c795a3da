"""Steps 5b and 6 for data places: what data arcs take and put."""

from __future__ import annotations

from typing import Any

from petri_pilot.expr import Environment, EvaluationError, evaluate
from petri_pilot.expr.ast import depends_on_input
from petri_pilot.expr.types import ListType, Type
from petri_pilot.expr.values import Value, canonical_json, to_wire, zero
from petri_pilot.program.ir import ArcKind, DataArc, DataOp, Transition
from petri_pilot.semantics.decision import Reason
from petri_pilot.semantics.entries import (
    drop_entry,
    entry_type,
    has_entry,
    read_entry,
    write_entry,
)
from petri_pilot.semantics.numbers import checked
from petri_pilot.semantics.reasons import (
    inhibited_entry,
    inhibited_value,
    insufficient_value,
    missing_entry,
)

Copy = dict[str, Value]


class DataRule:
    """The data arcs of one transition; with `state_only` those that need no input."""

    def __init__(self, transition: Transition, *, state_only: bool = False) -> None:
        arcs = [a for a in transition.takes if not (state_only and _needs_input(a))]
        self._takes = [a for a in arcs if a.kind != ArcKind.RESET]
        self._resets = [a for a in arcs if a.kind == ArcKind.RESET]
        self._puts = transition.puts

    @property
    def idle(self) -> bool:
        """Whether the transition has no data arcs at all."""
        return not (self._takes or self._resets or self._puts)

    def take(self, env: Environment, copy: Copy) -> list[Reason]:
        """Step 5b on `copy`, which it changes. Raises EvaluationError."""
        reasons = (_take(arc, env, copy) for arc in self._takes if _acts(arc, env))
        return [reason for reason in reasons if reason is not None]

    def remove(self, env: Environment, copy: Copy) -> None:
        """The takes of the fold: as `take`, but nothing is refused."""
        for arc in self._takes:
            if arc.kind == ArcKind.NORMAL and _acts(arc, env):
                keys = _keys(arc, env)
                amount = None if arc.value is None else evaluate(arc.value, env)
                _subtract(arc, keys, amount, copy)

    def put(self, env: Environment, copy: Copy) -> None:
        """Resets, then outputs. Raises EvaluationError."""
        for arc in self._resets:
            if _acts(arc, env):
                _clear(arc, _keys(arc, env), copy)
        for arc in self._puts:
            if _acts(arc, env):
                _put(arc, env, copy)


def place_name(place: str, keys: tuple[Any, ...]) -> str:
    """`balances["alice"]`, `slots[3]`."""
    return place + "".join(f"[{canonical_json(key)}]" for key in keys)


def _needs_input(arc: DataArc) -> bool:
    parts = [*arc.keys, *([] if arc.value is None else [arc.value])]
    return arc.when_present is not None or any(depends_on_input(part) for part in parts)


def _acts(arc: DataArc, env: Environment) -> bool:
    return arc.when_present is None or arc.when_present in env.parameters


def _keys(arc: DataArc, env: Environment) -> tuple[Any, ...]:
    return tuple(evaluate(key, env) for key in arc.keys)


def _take(arc: DataArc, env: Environment, copy: Copy) -> Reason | None:
    keys = _keys(arc, env)
    if arc.value is None:
        return _take_entry(arc, keys, copy)
    value: Any = evaluate(arc.value, env)
    type_ = entry_type(arc.place.type, len(keys))
    have: Any = read_entry(copy[arc.place.id], keys, type_)
    name = place_name(arc.place.id, keys)
    wires = (to_wire(type_, value), to_wire(type_, have))
    match arc.kind:
        case ArcKind.INHIBITOR:
            return inhibited_value(name, *wires) if have >= value else None
        case ArcKind.NORMAL if value < 0:
            raise EvaluationError("negative-value")
    if have < value:
        return insufficient_value(name, *wires)
    if arc.kind == ArcKind.NORMAL:
        _subtract(arc, keys, value, copy)
    return None


def _take_entry(arc: DataArc, keys: tuple[Any, ...], copy: Copy) -> Reason | None:
    if arc.kind == ArcKind.NORMAL:
        _clear(arc, keys, copy)
        return None
    present = has_entry(copy[arc.place.id], keys)
    name = place_name(arc.place.id, keys)
    if arc.kind == ArcKind.READ:
        return None if present else missing_entry(name)
    return inhibited_entry(name) if present else None


def _subtract(arc: DataArc, keys: tuple[Any, ...], amount: Any, copy: Copy) -> None:
    if amount is None:
        _clear(arc, keys, copy)
        return
    type_ = entry_type(arc.place.type, len(keys))
    have: Any = read_entry(copy[arc.place.id], keys, type_)
    copy[arc.place.id] = write_entry(copy[arc.place.id], keys, checked(type_, have - amount))


def _clear(arc: DataArc, keys: tuple[Any, ...], copy: Copy) -> None:
    place = arc.place
    copy[place.id] = drop_entry(copy[place.id], keys) if keys else zero(place.type)


def _put(arc: DataArc, env: Environment, copy: Copy) -> None:
    keys = _keys(arc, env)
    value: Any = None if arc.value is None else evaluate(arc.value, env)
    whole = copy[arc.place.id]
    type_ = entry_type(arc.place.type, len(keys))
    if arc.op == DataOp.REMOVE:
        copy[arc.place.id] = _removed(whole, keys, type_, value, arc.value is None)
        return
    have: Any = read_entry(whole, keys, type_)
    copy[arc.place.id] = write_entry(whole, keys, _written(arc.op, type_, have, value))


def _written(op: DataOp | None, type_: Type, have: Any, value: Any) -> Value:
    match op:
        case DataOp.ADD:
            if value < 0:
                raise EvaluationError("negative-value")
            return checked(type_, have + value)
        case DataOp.APPEND:
            return [*have, value]
        case _:
            return value  # type: ignore[no-any-return]


def _removed(
    whole: Value, keys: tuple[Any, ...], type_: Type, value: Any, whole_entry: bool
) -> Value:
    if whole_entry:
        return drop_entry(whole, keys)
    if not isinstance(type_, ListType):
        return drop_entry(whole, (*keys, value))
    items: Any = read_entry(whole, keys, type_)
    if value not in items:
        return whole
    position = items.index(value)
    return write_entry(whole, keys, [*items[:position], *items[position + 1 :]])
