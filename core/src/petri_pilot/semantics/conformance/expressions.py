"""What a command's expressions compare, collected for the generator."""

from __future__ import annotations

from collections.abc import Iterator

from petri_pilot.expr.ast import Binary, Cast, Data, Expr, Index, Literal, Member, Param, walk
from petri_pilot.expr.types import BOOL, MapType, Type
from petri_pilot.program.ir import AccessRule, Aggregate, ArcKind, Command, DataArc, Transition

RELATIONS = ("==", "!=", "<", "<=", ">", ">=")


def of_transition(transition: Transition) -> Iterator[Expr]:
    """Every expression of a transition: guard, weights, keys, values, and takes as comparisons."""
    if transition.guard is not None:
        yield transition.guard
    for token_arc in (*transition.inputs, *transition.outputs):
        if not isinstance(token_arc.weight, int):
            yield token_arc.weight
    for arc in transition.takes:
        comparison = take_comparison(arc)
        if comparison is not None:
            yield comparison
    for arc in (*transition.takes, *transition.puts):
        yield from arc.keys
        if arc.value is not None:
            yield arc.value


def take_comparison(arc: DataArc) -> Binary | None:
    """`entry >= value` of a data input arc that has a value."""
    if arc.value is None or arc.kind == ArcKind.RESET:
        return None
    entry: Expr = Data(type=arc.place.type, place=arc.place.id)
    type_: Type = arc.place.type
    for key in arc.keys:
        if not isinstance(type_, MapType):
            return None
        type_ = type_.value
        entry = Index(type=type_, base=entry, key=key)
    return Binary(type=BOOL, op=">=", left=entry, right=arc.value)


def of_command(command: Command, rules: tuple[AccessRule, ...], aggregate: Aggregate) -> list[Expr]:
    """All expressions that a request for the command may meet, in a fixed order."""
    found = [e for mode in command.modes for e in of_transition(mode)]
    found.extend(rule.guard for rule in rules if rule.guard is not None)
    found.extend(constraint.expr for constraint in aggregate.constraints)
    return found


def comparisons(expressions: list[Expr]) -> list[Binary]:
    """The comparisons in them, without repetition."""
    found: dict[Binary, None] = {}
    for expression in expressions:
        for node in walk(expression):
            if isinstance(node, Binary) and node.op in RELATIONS:
                found[node] = None
    return list(found)


def literals(expressions: list[Expr]) -> list[Literal]:
    """The constants in them, without repetition."""
    found: dict[tuple[str, object], Literal] = {}
    for expression in expressions:
        for node in walk(expression):
            if isinstance(node, Literal):
                found.setdefault((str(node.type), node.value), node)
    return list(found.values())


def json_members(expressions: list[Expr], parameter: str) -> dict[tuple[str, ...], Type]:
    """The members of a json parameter that are read, with the type each is wanted in."""
    found: dict[tuple[str, ...], Type] = {}
    for expression in expressions:
        for node in walk(expression):
            wanted = node.type
            inner = node.operand if isinstance(node, Cast) else node
            path = _json_path(inner, parameter)
            if path and (isinstance(node, Cast) or path not in found):
                found[path] = wanted
    return found


def _json_path(node: Expr, parameter: str) -> tuple[str, ...]:
    names: list[str] = []
    while isinstance(node, Member):
        names.append(node.name)
        node = node.base
    if isinstance(node, Param) and node.name == parameter:
        return tuple(reversed(names))
    return ()


def keyed_maps(command: Command, parameter: str) -> list[tuple[str, int]]:
    """The data places (and the level of nesting) that the parameter is a key of."""
    found: dict[tuple[str, int], None] = {}
    for mode in command.modes:
        for arc in (*mode.takes, *mode.puts):
            for level, key in enumerate(arc.keys):
                if isinstance(key, Param) and key.name == parameter:
                    found[(arc.place.id, level)] = None
    return list(found)
