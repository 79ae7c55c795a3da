"""What a step shows: the unit in which the generator counts coverage."""

from __future__ import annotations

from collections.abc import Iterator

from petri_pilot.expr import Environment, EvaluationError, evaluate
from petri_pilot.expr.ast import Binary
from petri_pilot.expr.types import AMOUNT, INT
from petri_pilot.program.ir import Command
from petri_pilot.semantics.conformance.actors import label
from petri_pilot.semantics.conformance.attempts import Attempts
from petri_pilot.semantics.decision import Fired, Refused, Request
from petri_pilot.semantics.entries import has_entry
from petri_pilot.semantics.state import State


def goals_of(
    attempts: Attempts, request: Request, before: State, outcome: Fired | Refused, env: Environment
) -> list[str]:
    """Names of what this step demonstrates, in a fixed order."""
    command = attempts.command
    goals = list(_outcome(command, outcome))
    if attempts.sensitive:
        kind = "fired" if isinstance(outcome, Fired) else outcome.code
        goals.append(f"actor {command.id} {label(request.actor)}: {kind}")
    if isinstance(outcome, Refused) and outcome.code in ("invalid-input", "forbidden"):
        return goals
    goals.extend(_boundaries(attempts, env))
    if isinstance(outcome, Fired):
        goals.extend(_optional(command, env))
    goals.extend(_entries(command, before, env))
    return goals


def _outcome(command: Command, outcome: Fired | Refused) -> Iterator[str]:
    if isinstance(outcome, Fired):
        yield f"fired {command.id} {outcome.mode}"
        return
    detail = f" {outcome.constraint}" if outcome.constraint else ""
    yield f"refused {command.id} {outcome.code}{detail}"
    for reason in outcome.reasons:
        place = (reason.place or "").split("[")[0]
        yield f"reason {command.id} {reason.code} {place}"


def _boundaries(attempts: Attempts, env: Environment) -> Iterator[str]:
    for index, comparison in enumerate(attempts.comparisons):
        relation = _relation(comparison, env)
        if relation:
            yield f"boundary {attempts.command.id} {index} {relation}"


def _relation(comparison: Binary, env: Environment) -> str | None:
    try:
        left, right = evaluate(comparison.left, env), evaluate(comparison.right, env)
    except EvaluationError as error:
        return error.code
    if left == right:
        return "equal"
    if comparison.left.type not in (INT, AMOUNT):
        return "differs"
    difference = left - right  # type: ignore[operator]
    if abs(difference) == 1:
        return "just above" if difference > 0 else "just below"
    return "above" if difference > 0 else "below"


def _optional(command: Command, env: Environment) -> Iterator[str]:
    for parameter in command.parameters:
        if not parameter.required:
            given = "given" if parameter.name in env.parameters else "absent"
            yield f"optional {command.id} {parameter.name} {given}"


def _entries(command: Command, before: State, env: Environment) -> Iterator[str]:
    for mode in command.modes:
        for index, arc in enumerate((*mode.takes, *mode.puts)):
            if not arc.keys:
                continue
            try:
                keys = [evaluate(key, env) for key in arc.keys]
            except EvaluationError:
                continue
            there = "present" if has_entry(before.data[arc.place.id], keys) else "missing"
            yield f"entry {mode.id} {index} {there}"
