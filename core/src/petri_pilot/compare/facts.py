"""A program as comparable facts: for each element, what it does and how it looks.

Facts are texts, so that they can be compared and shown. `behaviour` decides
which states can be reached; `contract` is what callers and stored events see;
`looks` is for people only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from petri_pilot.expr.ast import Expr
from petri_pilot.expr.printer import unparse
from petri_pilot.program.ir import (
    Aggregate,
    Command,
    Constraint,
    DataArc,
    DataPlace,
    EventType,
    Parameter,
    Place,
    TokenArc,
    Transition,
)

Key = tuple[str, str]
"""Sort and id of an element, such as ("place", "paid")."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one element, by the name of each property."""

    behaviour: Mapping[str, str]
    contract: Mapping[str, str] = field(default_factory=dict)
    looks: Mapping[str, str] = field(default_factory=dict)


def facts_of(aggregate: Aggregate) -> dict[Key, Facts]:
    """All elements of an aggregate, in the model's order."""
    facts: dict[Key, Facts] = {}
    facts.update({("place", p.id): _place(p) for p in aggregate.places})
    facts.update({("data place", d.id): _data(d) for d in aggregate.data})
    for command in aggregate.commands:
        facts["command", command.id] = _command(command)
        facts.update({("transition", t.id): _transition(t, command) for t in command.modes})
    facts.update({("event", e.id): _event(e) for e in aggregate.events})
    facts.update({("constraint", c.id): _constraint(c) for c in aggregate.constraints})
    return facts


def _place(place: Place) -> Facts:
    behaviour = {"initial": str(place.initial), "capacity": _or_none(place.capacity)}
    return Facts(behaviour, looks=_looks(place.description, place.x, place.y))


def _data(data: DataPlace) -> Facts:
    behaviour = {"type": str(data.type), "initial value": json.dumps(data.initial)}
    if data.computed is not None:
        behaviour["computed"] = unparse(data.computed)
    contract = {"required": str(data.required), "unique": str(data.unique)}
    return Facts(behaviour, contract, _looks(data.description, data.x, data.y))


def _command(command: Command) -> Facts:
    contract = {
        "route": f"{command.route.method} {command.route.path}",
        "event": command.event.id,
        "permissions": ", ".join(command.permissions) or "none",
    }
    behaviour = {f"parameter {p.name}": _parameter(p) for p in command.parameters}
    return Facts(behaviour, contract, {"description": command.description})


def _parameter(parameter: Parameter) -> str:
    text = f"{parameter.type}, {'required' if parameter.required else 'optional'}"
    if parameter.has_default:
        text += f", default {json.dumps(parameter.default)}"
    if (bounds := parameter.validation) is not None:
        parts = {"min": bounds.min, "max": bounds.max, "pattern": bounds.pattern}
        text += "".join(f", {k} {v}" for k, v in parts.items() if v is not None)
    return text


def _transition(transition: Transition, command: Command) -> Facts:
    behaviour = {"command": command.id, "guard": transition.guard_text or "none"}
    arcs = [
        *(_token_arc(a, "from") for a in transition.inputs),
        *(_token_arc(a, "to") for a in transition.outputs),
        *(_data_arc(a, "from") for a in transition.takes),
        *(_data_arc(a, "to") for a in transition.puts),
    ]
    for name, text in arcs:
        # Parallel arcs add up, so each counts.
        while name in behaviour:
            name += " again"
        behaviour[name] = text
    looks = _looks(transition.description, transition.x, transition.y)
    return Facts(behaviour, looks={**looks, "rate": _or_none(transition.rate)})


def _token_arc(arc: TokenArc, way: str) -> tuple[str, str]:
    return f"{arc.kind} arc {way} {arc.place.id}", f"weight {_text(arc.weight)}"


def _data_arc(arc: DataArc, way: str) -> tuple[str, str]:
    keys = "".join(f"[{unparse(key)}]" for key in arc.keys)
    value = unparse(arc.value) if arc.value is not None else "whole entry"
    when = f" when {arc.when_present} is given" if arc.when_present else ""
    return f"{arc.kind} arc {way} {arc.place.id}{keys}", f"{arc.op or 'take'} {value}{when}"


def _event(event: EventType) -> Facts:
    contract = {
        f"field {f.name}": f"{f.type}, {'required' if f.required else 'optional'}"
        for f in event.fields
    }
    return Facts(
        {}, {**contract, "version": str(event.version)}, {"description": event.description}
    )


def _constraint(constraint: Constraint) -> Facts:
    return Facts(
        {"expression": unparse(constraint.expr)}, looks={"description": constraint.description}
    )


def _looks(description: str, x: float | None, y: float | None) -> dict[str, str]:
    return {"description": description, "position": f"{_or_none(x)}, {_or_none(y)}"}


def _text(weight: int | Expr) -> str:
    return str(weight) if isinstance(weight, int) else unparse(weight)


def _or_none(value: object) -> str:
    return "none" if value is None else str(value)


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[str]:
    """The properties whose facts differ, in order of first appearance."""
    return [k for k in dict.fromkeys([*before, *after]) if before.get(k) != after.get(k)]
