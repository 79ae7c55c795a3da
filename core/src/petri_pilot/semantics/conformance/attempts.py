"""Inputs for one command: candidates, bent towards what its comparisons ask for."""

from __future__ import annotations

from typing import Any

from petri_pilot.expr import Environment, EvaluationError, UserValue, evaluate
from petri_pilot.expr.ast import Binary, Expr, Param, parameters_of
from petri_pilot.expr.types import FLOAT, TIME, Type, is_numeric
from petri_pilot.expr.values import Value, to_wire
from petri_pilot.program.ir import AccessRule, Aggregate, Command
from petri_pilot.semantics.access import Access
from petri_pilot.semantics.conformance import clock
from petri_pilot.semantics.conformance.actors import is_sensitive
from petri_pilot.semantics.conformance.candidates import Candidates
from petri_pilot.semantics.conformance.expressions import comparisons, of_command
from petri_pilot.semantics.conformance.prng import Prng
from petri_pilot.semantics.decision import Request
from petri_pilot.semantics.inputs import read_input
from petri_pilot.semantics.state import State


class Attempts:
    """Makes requests for one command in any state."""

    def __init__(self, aggregate: Aggregate, command: Command, access: Access | None) -> None:
        rules: tuple[AccessRule, ...] = access.rules(command) if access else ()
        expressions = of_command(command, rules, aggregate)
        guarded = access is not None and access.guarded(command)
        self.command = command
        self.comparisons = comparisons(expressions)
        self.sensitive = guarded or is_sensitive(command, rules, expressions)
        self._candidates = Candidates(aggregate, command, expressions)
        self._parameters = {p.name: p for p in command.parameters}
        self._times = any(_mentions_time(e) for e in self.comparisons)

    @property
    def tries(self) -> int:
        """How many different requests are worth trying in one state."""
        variety = 6 * len(self.command.parameters) + (8 if self.sensitive else 0)
        return min(30, 1 + variety + (4 if self._times else 0))

    def request(
        self, state: State, seconds: int, actor: UserValue | None, random: Prng
    ) -> tuple[Request, int]:
        """A request at about `seconds` after the base, and when exactly it is made."""
        if self._times and random.chance(1, 4):
            seconds += clock.LEAP
        given = self._draw(state, seconds, random)
        at = clock.at(seconds)
        for comparison in random.shuffled(self.comparisons):
            if random.chance(2, 3):
                self._bend(
                    comparison, given, Request(self.command.id, given, actor, at), state, random
                )
        return Request(self.command.id, given, actor, at), seconds

    def environment(self, request: Request, state: State, actor: UserValue | None) -> Environment:
        """What the expressions see of a request; `actor` has flattened roles."""
        values, _ = read_input(self.command.parameters, request.input)
        return Environment(values, state.data, state.marking, actor, request.at)

    def _draw(self, state: State, seconds: int, random: Prng) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for parameter in self.command.parameters:
            optional = parameter.has_default or not parameter.required
            if not (optional and random.chance(1, 6)):
                given[parameter.name] = self._candidates.pick(parameter, state, seconds, random)
        return given

    def _bend(
        self,
        comparison: Binary,
        given: dict[str, Any],
        request: Request,
        state: State,
        random: Prng,
    ) -> None:
        for side, other in _sides(comparison, random):
            if not isinstance(side, Param) or side.name in parameters_of(other):
                continue
            if side.name not in self._parameters:
                continue
            type_ = self._parameters[side.name].type
            try:
                value = evaluate(other, self.environment(request, state, request.actor))
            except EvaluationError:
                continue
            given[side.name] = _near(type_, value, random)
            return


def _sides(comparison: Binary, random: Prng) -> list[tuple[Expr, Expr]]:
    both: list[tuple[Expr, Expr]] = [
        (comparison.left, comparison.right),
        (comparison.right, comparison.left),
    ]
    return random.shuffled(both)


def _near(type_: Type, value: Value, random: Prng) -> Any:
    delta = random.choice((0, 0, -1, 1))
    number: Any = value
    if type_ == FLOAT:
        return to_wire(type_, float(number) + delta / 2)
    if is_numeric(type_):
        return to_wire(type_, max(number + delta, 0) if str(type_) == "amount" else number + delta)
    if type_ == TIME:
        return clock.shifted(str(number), delta)
    return to_wire(type_, value)


def _mentions_time(comparison: Binary) -> bool:
    return TIME in (comparison.left.type, comparison.right.type)
