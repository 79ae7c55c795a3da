"""Guards and constraints that decide nothing, or everything."""

from __future__ import annotations

from collections.abc import Iterator

from petri_pilot.diagnostics.diagnostic import Diagnostic, Kind, Severity
from petri_pilot.expr import Environment, EvaluationError, evaluate
from petri_pilot.expr.ast import Call, Data, Expr, Param, Tokens, User, walk
from petri_pilot.expr.values import parse_wire
from petri_pilot.program.ir import Aggregate, Command, Program, Transition
from petri_pilot.validators.expressions import of_transition


class FalseAtStart(Kind):
    """A constraint does not hold in the state in which every instance starts.

    What it finds
        Constraints that are false, or have no value, in the initial state, where
        making an instance changes nothing.
    Why it matters
        The creating command is refused like any other that breaks a constraint,
        so there would never be an instance.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        transitions: [{id: close}]
        arcs: [{from: open, to: close}]
        constraints: [{id: never_open, expr: tokens('open') == 0}]
        ```
    How to fix
        Change the initial state, or weaken the constraint.
    """

    code = "core/false-at-start"
    template = "the constraint {constraint!r} {how} in the initial state, so nothing can be made"
    constraint: str
    how: str


class ConstantGuard(Kind):
    """A guard has the same value in every state.

    What it finds
        Guards without any name in them, such as `1 > 2`.
    Why it matters
        A guard that is always false disables its transition for good; one that
        is always true says nothing.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        transitions: [{id: close, guard: 1 > 2}]
        arcs: [{from: open, to: close}]
        ```
    How to fix
        Remove the guard, or say what it should depend on.
    """

    code = "core/constant-guard"
    severity = Severity.WARNING
    template = "the guard of {transition!r} {how}"
    transition: str
    how: str


class OptionalNeeded(Kind):
    """A transition reads an optional parameter in any case.

    What it finds
        Guards, weights, keys and values that read a parameter which is optional
        and has no default.
    Why it matters
        Without the parameter the command is refused with `missing-field`, so it
        is required in all but name.

    Example
        ```yaml
        name: shop
        places: [{id: total, kind: data, type: int}]
        transitions: [{id: pay, bindings: [{name: paid, type: int, required: false}]}]
        arcs: [{from: pay, to: total, value: paid}]
        ```
    How to fix
        Make it required, or give it a default.
    """

    code = "core/optional-needed"
    severity = Severity.WARNING
    template = "{command!r} is refused without its optional parameter {parameter!r}"
    command: str
    parameter: str


def check_conditions(program: Program) -> Iterator[Diagnostic]:
    """Findings about guards and constraints."""
    for aggregate in program.aggregates:
        yield from _at_start(aggregate)
        for command in aggregate.commands:
            yield from _optional(command)
            if command.modes:
                yield from _constant(command, command.modes[0])


def _at_start(aggregate: Aggregate) -> Iterator[Diagnostic]:
    create = aggregate.create.modes[0]
    if create.puts or create.takes or create.inputs or create.outputs:
        return
    environment = Environment(
        parameters={},
        data={p.id: parse_wire(p.type, p.initial) for p in aggregate.data},
        marking={p.id: p.initial for p in aggregate.places},
        user=None,
        now="0001-01-01T00:00:00.000Z",
    )
    for constraint in aggregate.constraints:
        how = _failure(constraint.expr, environment)
        if how is not None:
            yield Diagnostic(FalseAtStart(constraint.id, how), constraint.origin)


def _failure(expr: Expr, environment: Environment) -> str | None:
    if any(isinstance(n, Call) and n.function == "now" for n in walk(expr)):
        return None
    try:
        return None if evaluate(expr, environment) else "is false"
    except EvaluationError as error:
        return f"has no value ({error.code})"


def _constant(command: Command, mode: Transition) -> Iterator[Diagnostic]:
    guard = mode.guard
    if guard is None or any(_varies(n) for n in walk(guard)):
        return
    nothing = Environment(parameters={}, data={}, marking={}, user=None, now="")
    how = _failure(guard, nothing)
    kind = ConstantGuard(command.id, "is always true" if how is None else how)
    yield Diagnostic(kind, mode.origin.at("guard"))


def _varies(node: Expr) -> bool:
    if isinstance(node, Call):
        return node.function in ("now", "hasRole")
    return isinstance(node, Param | Data | Tokens | User)


def _optional(command: Command) -> Iterator[Diagnostic]:
    optional = {p.name: p for p in command.parameters if not p.required and not p.has_default}
    if not optional:
        return
    needed: set[str] = set()
    for mode in command.modes:
        conditional = {id(a.value) for a in mode.puts if a.when_present}
        for expr in of_transition(mode):
            if id(expr) not in conditional:
                needed.update(n.name for n in walk(expr) if isinstance(n, Param))
    for name, parameter in optional.items():
        if name in needed:
            yield Diagnostic(OptionalNeeded(command.id, name), parameter.origin)
