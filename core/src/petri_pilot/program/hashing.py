"""The identity of a model.

`model_hash` covers everything that changes what an application does: names,
kinds, types, initial values, capacities, parameters with their bounds, arcs,
guards, constraints, events with their fields, commands with their routes and
permissions, roles, access rules, and the features that the model asks for, each
in the order in which it takes effect. It leaves out what is for people and
tools alone: descriptions, titles, coordinates, rates, `resource`, metadata,
origins, the version of the model, and white space within expressions.

`structural_hash` covers the net alone: the ids of token places with initial
tokens and capacity, the ids of transitions, and token arcs.
"""

from __future__ import annotations

import json
from dataclasses import fields
from enum import StrEnum
from hashlib import sha256
from typing import Any

from petri_pilot.expr.ast import Node
from petri_pilot.expr.types import EnumType, ListType, MapType, ScalarType
from petri_pilot.expr.values import canonical_json
from petri_pilot.program import ir

_FOR_PEOPLE = frozenset(
    {"origin", "description", "rate", "x", "y", "resource", "guard_text", "text"}
)


_AS_IT_IS = frozenset({str, int, bool, type(None)})


def model_hash(program: ir.Program) -> str:
    """sha256 hex of the canonical JSON of all that changes behaviour."""
    return _digest(
        {
            "format": 1,
            "kind": program.kind,
            "slug": program.slug,
            "aggregates": [_aggregate(a) for a in program.aggregates],
            "roles": [_plain(r) for r in program.roles],
            "access": [_plain(r) for r in program.access],
            "features": [
                {"name": f.name, "at": f.origin.pointer, "value": f.value} for f in program.features
            ],
        }
    )


def structural_hash(program: ir.Program) -> str:
    """sha256 hex of the canonical JSON of the token nets."""
    return _digest([_net(a) for a in program.aggregates])


def _digest(value: Any) -> str:
    """Of canonical JSON, which for values without floats is what the standard library writes."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode("utf-8")).hexdigest()


def _aggregate(aggregate: ir.Aggregate) -> dict[str, Any]:
    return {
        "id": aggregate.id,
        "slug": aggregate.slug,
        "places": [_plain(p) for p in aggregate.places],
        "data": [_plain(p) for p in aggregate.data],
        "transitions": [_transition(t) for t in aggregate.transitions],
        "commands": _commands(aggregate),
        "events": [_event(e) for e in aggregate.events],
        "constraints": [_plain(c) for c in aggregate.constraints],
    }


def _transition(transition: ir.Transition) -> list[Any]:
    return [
        transition.id,
        [_token_arc(a) for a in transition.inputs],
        [_token_arc(a) for a in transition.outputs],
        [_plain(a) for a in transition.takes],
        [_plain(a) for a in transition.puts],
        _plain(transition.guard),
    ]


def _commands(aggregate: ir.Aggregate) -> list[Any]:
    """The commands; an event is spelled out only where it differs from that of the aggregate."""
    shared = set(map(id, aggregate.events))
    return [_command(c, id(c.event) in shared) for c in aggregate.commands]


def _command(command: ir.Command, shares_event: bool) -> dict[str, Any]:
    return {
        "id": command.id,
        "creates": command.creates,
        "parameters": [_plain(p) for p in command.parameters],
        "modes": [m.id for m in command.modes],
        "event": command.event.id if shares_event else _event(command.event),
        "route": [command.route.method, command.route.path],
        "permissions": list(command.permissions),
    }


def _event(event: ir.EventType) -> dict[str, Any]:
    return {
        "id": event.id,
        "version": event.version,
        "fields": [_plain(f) for f in event.fields],
    }


def _net(aggregate: ir.Aggregate) -> dict[str, Any]:
    return {
        "places": [[p.id, p.initial, p.capacity] for p in aggregate.places],
        "transitions": [
            [t.id, [_token_arc(a) for a in t.inputs], [_token_arc(a) for a in t.outputs]]
            for t in aggregate.transitions
        ],
    }


def _token_arc(arc: ir.TokenArc) -> list[Any]:
    return [str(arc.kind), arc.place.id, _plain(arc.weight)]


def _plain(value: Any) -> Any:
    """A part of the program as JSON: places by id, expressions as their trees."""
    cls = type(value)
    if cls in _AS_IT_IS:
        return value
    if cls is float:
        return {"float": canonical_json(value)}
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, ScalarType | EnumType | ListType | MapType):
        return str(value)
    if isinstance(value, dict):
        return canonical_json(value)
    if isinstance(value, Node):
        parts = (getattr(value, name) for name in _names(cls) if name != "span")
        return [cls.__name__, *map(_plain, parts)]
    return _parts(value)


def _parts(value: Any) -> dict[str, Any]:
    """The fields of a part of the program, without those that are for people."""
    result = {}
    for part in _names(type(value)):
        if part in _FOR_PEOPLE:
            continue
        inner = getattr(value, part)
        is_place = part in ("place", "from_data") and not isinstance(inner, str)
        if is_place and inner is not None:
            inner = inner.id
        result[part] = _plain(inner)
    return result


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(cls: type) -> tuple[str, ...]:
    names = _NAMES.get(cls)
    if names is None:
        names = _NAMES[cls] = tuple(f.name for f in fields(cls))
    return names
