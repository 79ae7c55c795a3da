"""Values worth trying for a parameter in a state, in wire form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from petri_pilot.expr.ast import Expr
from petri_pilot.expr.types import (
    AMOUNT,
    BOOL,
    FLOAT,
    INT,
    JSON,
    STRING,
    TIME,
    EnumType,
    ListType,
    MapType,
    Type,
)
from petri_pilot.expr.values import to_wire
from petri_pilot.program.ir import Aggregate, Command, Parameter
from petri_pilot.semantics.conformance import clock
from petri_pilot.semantics.conformance.expressions import json_members, keyed_maps, literals
from petri_pilot.semantics.conformance.prng import Prng
from petri_pilot.semantics.numbers import MAX_INT, MIN_INT
from petri_pilot.semantics.state import State

NAMES = ("alice", "bob", "carol")
_LIMIT = 60
"""Values of one type kept from a state, so that large data stays cheap."""


class Candidates:
    """The values for the parameters of one command."""

    def __init__(self, aggregate: Aggregate, command: Command, expressions: list[Expr]) -> None:
        self._aggregate = aggregate
        self._constants: dict[str, list[Any]] = {}
        for literal in literals(expressions):
            name = "number" if literal.type in (INT, FLOAT, AMOUNT) else str(literal.type)
            self._constants.setdefault(name, []).append(literal.value)
        self._members = {
            p.name: json_members(expressions, p.name) for p in command.parameters if p.type == JSON
        }
        self._keyed = {p.name: keyed_maps(command, p.name) for p in command.parameters}

    def pick(self, parameter: Parameter, state: State, seconds: int, random: Prng) -> Any:
        """A value in wire form."""
        keys = self._keys(parameter, state)
        if keys and random.chance(3, 5):
            return random.choice(keys)
        if parameter.type == JSON:
            return self._json(parameter.name, state, seconds, random)
        return self.of_type(parameter.type, state, seconds, random)

    def of_type(self, type_: Type, state: State, seconds: int, random: Prng) -> Any:
        """A value of the type in wire form."""
        match type_:
            case EnumType(values=values):
                return random.choice(values)
            case ListType(item=item):
                size = random.below(4)
                return [self.of_type(item, state, seconds, random) for _ in range(size)]
            case MapType(key=key, value=value):
                names = [self.of_type(key, state, seconds, random) for _ in range(random.below(3))]
                return {str(n): self.of_type(value, state, seconds, random) for n in names}
        return random.choice(self._scalars(type_, state, seconds))

    def _scalars(self, type_: Type, state: State, seconds: int) -> list[Any]:
        if type_ == BOOL:
            return [True, False]
        if type_ == TIME:
            now = clock.at(seconds)
            known = [*self._constants.get("time", []), *self._found(TIME, state)]
            near = [clock.shifted(t, d) for t in [now, *known] for d in (0, -1, 1)]
            return [*near, clock.shifted(now, clock.LEAP)]
        if type_ == JSON:
            return [None, 0, 1.5, "text", True, [1, "a"], {"a": {"b": [None]}}, MAX_INT]
        if type_ == STRING:
            return [
                *NAMES,
                NAMES[0],
                *self._constants.get("string", []),
                *self._found(STRING, state),
                "",
            ]
        return self._numbers(type_, state)

    def _numbers(self, type_: Type, state: State) -> list[Any]:
        seen = [*self._constants.get("number", []), *self._found(type_, state)]
        if type_ == FLOAT:
            near = [float(n) + d for n in seen for d in (0.0, -0.5, 0.5)]
            return [0.0, 1.0, 2.5, 10.0, -1.0, 0.1, *near]
        whole = [int(n) for n in seen]
        near_ints = [n + d for n in whole for d in (0, -1, 1)]
        pool = [0, 1, 2, 3, 5, 10, 100, *near_ints]
        if type_ == AMOUNT:
            return [str(n) for n in [*pool, 2**64] if n >= 0]
        return [n for n in [*pool, -1] if MIN_INT <= n <= MAX_INT]

    def _found(self, type_: Type, state: State) -> list[Any]:
        found: dict[Any, None] = {}
        for place in self._aggregate.data:
            for value in _leaves(place.type, state.data[place.id], type_):
                found[value] = None
                if len(found) >= _LIMIT:
                    return list(found)
        return list(found)

    def _keys(self, parameter: Parameter, state: State) -> list[Any]:
        found: dict[Any, None] = {}
        for place, level in self._keyed[parameter.name]:
            for key in _keys_at(state.data[place], level):
                found[to_wire(parameter.type, key)] = None
        return list(found)

    def _json(self, name: str, state: State, seconds: int, random: Prng) -> Any:
        members = self._members.get(name, {})
        if not members or random.chance(1, 5):
            return random.choice(self._scalars(JSON, state, seconds))
        root: dict[str, Any] = {}
        for path, type_ in members.items():
            if random.chance(1, 12):
                continue
            node = root
            for step in path[:-1]:
                inner = node.setdefault(step, {})
                node = inner if isinstance(inner, dict) else {}
            wanted = type_ if type_ != JSON else STRING
            node[path[-1]] = self.of_type(wanted, state, seconds, random)
        return root


def _leaves(type_: Type, value: Any, wanted: Type) -> Iterator[Any]:
    match type_:
        case MapType(key=key, value=inner):
            for name in sorted(value):
                if key == wanted:
                    yield name
                yield from _leaves(inner, value[name], wanted)
        case ListType(item=item):
            for entry in value:
                yield from _leaves(item, entry, wanted)
        case _ if type_ == wanted:
            yield value


def _keys_at(value: Any, level: int) -> Iterator[Any]:
    if level == 0:
        yield from sorted(value)
        return
    for name in sorted(value):
        yield from _keys_at(value[name], level - 1)
