"""Steps 5a and 6 for token places.

The firing rule of nets with read, inhibitor and reset arcs, weights and capacities.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from petri_pilot.expr import Environment, EvaluationError, evaluate
from petri_pilot.expr.ast import depends_on_input
from petri_pilot.program.ir import ArcKind, Place, TokenArc, Transition
from petri_pilot.semantics.decision import Reason
from petri_pilot.semantics.numbers import MAX_INT
from petri_pilot.semantics.reasons import capacity_exceeded, inhibited_tokens, missing_tokens


@dataclass(slots=True)
class PlaceStep:
    """What one transition does to one place, all its arcs taken together."""

    place: str
    capacity: int
    normal: int = 0
    read: int = 0
    inhibit: int | None = None
    reset: bool = False
    out: int = 0

    def after(self, have: int) -> int:
        """Tokens after the firing."""
        return (0 if self.reset else have - self.normal) + self.out


Plan = Sequence[PlaceStep]


class TokenRule:
    """The token arcs of one transition, ready to be checked and applied.

    Constant weights are summed once; weights that are expressions are evaluated
    for every decision. Only the arcs that `include` picks take part.
    """

    def __init__(
        self,
        transition: Transition,
        order: Mapping[str, int],
        include: Callable[[TokenArc], bool] = lambda arc: True,
    ) -> None:
        self._order = order
        self._inputs = [a for a in transition.inputs if include(a)]
        self._outputs = [a for a in transition.outputs if include(a)]
        arcs = [*self._inputs, *self._outputs]
        weights = [a.weight for a in arcs if isinstance(a.weight, int)]
        self._fixed = None
        if len(weights) == len(arcs) and sum(weights) <= MAX_INT:
            self._fixed = self._sum(weights)

    def plan(self, env: Environment) -> Plan:
        """The steps in the order of the places. Raises EvaluationError."""
        if self._fixed is not None:
            return self._fixed
        return self._sum([_weight(arc, env) for arc in (*self._inputs, *self._outputs)])

    def _sum(self, weights: Sequence[int]) -> Plan:
        steps: dict[str, PlaceStep] = {}
        for arc, weight in zip(self._inputs, weights, strict=False):
            _add_input(_step(steps, arc.place), arc.kind, weight)
        for arc, weight in zip(self._outputs, weights[len(self._inputs) :], strict=True):
            _step(steps, arc.place).out += weight
        return sorted(steps.values(), key=lambda s: self._order[s.place])


def check(plan: Plan, marking: Mapping[str, int]) -> list[Reason]:
    """Why the plan cannot be carried out. Raises EvaluationError (overflow)."""
    reasons: list[Reason] = []
    for step in plan:
        have = marking[step.place]
        if step.normal > MAX_INT or step.out > MAX_INT:
            raise EvaluationError("overflow")
        missing = have < step.normal or have < step.read
        if missing:
            need = step.normal if have < step.normal else step.read
            reasons.append(missing_tokens(step.place, need, have))
        if step.inhibit is not None and have >= step.inhibit:
            reasons.append(inhibited_tokens(step.place, step.inhibit, have))
        if not missing and (after := step.after(have)) != have:
            if after > MAX_INT:
                raise EvaluationError("overflow")
            if after > step.capacity:
                reasons.append(capacity_exceeded(step.place, step.capacity, after))
    return reasons


def move(plan: Plan, marking: Mapping[str, int]) -> dict[str, int]:
    """The marking after the firing."""
    after = dict(marking)
    for step in plan:
        after[step.place] = step.after(after[step.place])
    return after


def of_state(arc: TokenArc) -> bool:
    """Whether the state alone gives the weight (the `enabled` rule of docs/semantics.md)."""
    return isinstance(arc.weight, int) or not depends_on_input(arc.weight)


def has_effect(arc: TokenArc) -> bool:
    """Whether the arc moves tokens; the fold looks at no other."""
    return arc.kind in (ArcKind.NORMAL, ArcKind.RESET)


def _weight(arc: TokenArc, env: Environment) -> int:
    if isinstance(arc.weight, int):
        return arc.weight
    weight = evaluate(arc.weight, env)
    if not isinstance(weight, int):
        raise TypeError(f"a weight of type {arc.weight.type}")
    if weight < 0:
        raise EvaluationError("negative-value")
    return weight


def _step(steps: dict[str, PlaceStep], place: Place) -> PlaceStep:
    if place.id not in steps:
        capacity = MAX_INT if place.capacity is None else place.capacity
        steps[place.id] = PlaceStep(place.id, capacity)
    return steps[place.id]


def _add_input(step: PlaceStep, kind: ArcKind, weight: int) -> None:
    match kind:
        case ArcKind.NORMAL:
            step.normal += weight
        case ArcKind.READ:
            step.read = max(step.read, weight)
        case ArcKind.INHIBITOR:
            step.inhibit = weight if step.inhibit is None else min(step.inhibit, weight)
        case ArcKind.RESET:
            step.reset = True
