"""One mode of a command, compiled: steps 5 and 6 of docs/semantics.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from petri_pilot.expr import Environment, evaluate
from petri_pilot.expr.ast import depends_on_input
from petri_pilot.program.ir import Transition
from petri_pilot.semantics.data import Copy, DataRule
from petri_pilot.semantics.decision import Reason
from petri_pilot.semantics.state import State
from petri_pilot.semantics.tokens import Plan, TokenRule, check, has_effect, move, of_state


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mode as examined: why it cannot fire, and what it would move and has taken."""

    reasons: list[Reason]
    plan: Plan
    copy: Copy | None
    """The data after the takes; None when the mode leaves data alone."""


class Mode:
    """A transition ready to be examined, fired and folded."""

    def __init__(self, transition: Transition, order: Mapping[str, int]) -> None:
        self.id = transition.id
        self.transition = transition
        self._tokens = TokenRule(transition, order)
        self._effect = TokenRule(transition, order, has_effect)
        self._data = DataRule(transition)
        self._state_tokens = TokenRule(transition, order, of_state)
        self._state_data = DataRule(transition, state_only=True)
        guard = transition.guard
        self._state_guard = None if guard is None or depends_on_input(guard) else guard

    def examine(self, state: State, env: Environment, *, state_only: bool = False) -> Candidate:
        """Steps 5a and 5b. Raises EvaluationError."""
        tokens = self._state_tokens if state_only else self._tokens
        rule = self._state_data if state_only else self._data
        plan = tokens.plan(env)
        reasons = check(plan, state.marking)
        if rule.idle:
            return Candidate(reasons, plan, None)
        copy = dict(state.data)
        reasons.extend(rule.take(env, copy))
        return Candidate(reasons, plan, copy)

    def guard_holds(self, env: Environment, *, state_only: bool = False) -> bool:
        """Step 5c. Raises EvaluationError."""
        guard = self._state_guard if state_only else self.transition.guard
        return guard is None or evaluate(guard, env) is True

    def fire(self, candidate: Candidate, state: State, env: Environment) -> State:
        """Step 6, once the mode is enabled. Raises EvaluationError."""
        marking = move(candidate.plan, state.marking)
        if candidate.copy is None:
            return State(marking, state.data)
        self._data.put(env, candidate.copy)
        return State(marking, candidate.copy)

    def fold(self, state: State, env: Environment) -> State:
        """The effect alone, whether or not the mode is enabled. Raises EvaluationError."""
        marking = move(self._effect.plan(env), state.marking)
        copy = dict(state.data)
        self._data.remove(env, copy)
        self._data.put(env, copy)
        return State(marking, copy)
