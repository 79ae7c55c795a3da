"""The expressions of a program, for checks that look at all of them."""

from __future__ import annotations

from collections.abc import Iterator

from petri_pilot.expr.ast import Expr
from petri_pilot.program.ir import AccessRule, Aggregate, Transition


def of_transition(transition: Transition) -> Iterator[Expr]:
    """Weights, keys, values and the guard of a transition."""
    for arc in (*transition.inputs, *transition.outputs):
        if not isinstance(arc.weight, int):
            yield arc.weight
    for data_arc in (*transition.takes, *transition.puts):
        yield from data_arc.keys
        if data_arc.value is not None:
            yield data_arc.value
    if transition.guard is not None:
        yield transition.guard


def of_aggregate(aggregate: Aggregate, access: tuple[AccessRule, ...]) -> Iterator[Expr]:
    """All expressions of an aggregate, those of its access rules too."""
    for transition in aggregate.transitions:
        yield from of_transition(transition)
    for constraint in aggregate.constraints:
        yield constraint.expr
    for place in aggregate.data:
        if place.computed is not None:
            yield place.computed
    for rule in access:
        if rule.aggregate == aggregate.id and rule.guard is not None:
            yield rule.guard
