"""The guard language: types, values, type checker and evaluator.

docs/semantics.md says what an expression means; tests/vectors/expr holds the
cases that every implementation replays.
"""

from __future__ import annotations

from petri_pilot.expr.checker import check
from petri_pilot.expr.errors import EvaluationError, ExprError, TypeNameError
from petri_pilot.expr.evaluator import evaluate
from petri_pilot.expr.scope import Environment, Scope, UserValue
from petri_pilot.expr.type_names import parse_type

__all__ = [
    "Environment",
    "EvaluationError",
    "ExprError",
    "Scope",
    "TypeNameError",
    "UserValue",
    "check",
    "evaluate",
    "parse_type",
]
