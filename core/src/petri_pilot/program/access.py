"""Access rules and permissions."""

from __future__ import annotations

from dataclasses import replace

from petri_pilot.diagnostics.diagnostic import Fix
from petri_pilot.expr.ast import Call, Expr, User, walk
from petri_pilot.model.kinds import OtherSpelling
from petri_pilot.model.record import Record
from petri_pilot.program.context import Context
from petri_pilot.program.expressions import Checker, Names
from petri_pilot.program.ir import AccessRule, Aggregate, Command, Transition
from petri_pilot.program.kinds.references import AccessTarget

SIGNED_IN = 'user.id != ""'


def read_access(
    ctx: Context, records: list[Record], aggregate: Aggregate, names: Names, key: str
) -> list[AccessRule]:
    """The access rules of an aggregate; `key` is what its rules call a command."""
    scope = replace(names.scope, user=True)
    checker = Checker(ctx, Names(scope, names.poisoned))
    rules = []
    for record in records:
        command = _command(ctx, record, aggregate, key)
        check_roles(ctx, record)
        guard = _guard(ctx, record, checker, _command_of(aggregate, command))
        if command is not None:
            rules.append(
                AccessRule(
                    aggregate=aggregate.id,
                    command=command,
                    roles=tuple(record.get("roles") or ()),
                    guard=guard,
                    guard_text=record.get("guard") or "",
                    origin=ctx.origin(record.pointer),
                )
            )
    return [*rules, *_undeclared_create(rules, aggregate, checker)]


def _guard(ctx: Context, record: Record, checker: Checker, command: Command | None) -> Expr | None:
    """The guard of a rule. It may read the parameters of the one command that it names.

    A parameter does not hide a data place here, or a caller could pass
    `user.id == owner` by sending an owner; only a creating command, before which
    nothing is stored, has its parameters first.
    """
    names = checker.names
    if command is not None:
        hidden = frozenset() if command.creates else names.scope.data.keys() | names.poisoned
        own = {p.name: p.type for p in command.parameters if p.name not in hidden}
        names = names.with_parameters(own, frozenset())
    return Checker(ctx, names).condition(record.get("guard"), record.at("guard"))


def _command_of(aggregate: Aggregate, name: str | None) -> Command | None:
    return next((c for c in aggregate.commands if c.id == name), None)


def _undeclared_create(
    rules: list[AccessRule], aggregate: Aggregate, checker: Checker
) -> list[AccessRule]:
    """Who is signed in may make instances, where the author neither declared nor named that."""
    create = aggregate.create
    named = any(rule.command in (create.id, "*") for rule in rules)
    if not rules or named or create.origin != aggregate.origin:
        return []
    guard = checker.condition(SIGNED_IN, aggregate.origin.pointer)
    return [AccessRule(aggregate.id, create.id, (), guard, SIGNED_IN, aggregate.origin)]


def check_roles(ctx: Context, record: Record, key: str = "roles") -> None:
    """Reports the roles under `key` that are not declared."""
    for index, role in enumerate(record.get(key) or ()):
        if role not in ctx.roles:
            ctx.unknown("role", role, record.at(key, index), ctx.roles, among="roles")


def _command(ctx: Context, record: Record, aggregate: Aggregate, key: str) -> str | None:
    given = [k for k in ("transition", "action") if record.get(k) is not None]
    if len(given) != 1:
        ctx.report(AccessTarget(), record.pointer)
        return None
    pointer = record.at(given[0])
    if given[0] != key:
        move = {"op": "move", "from": pointer, "path": f"{record.pointer}/{key}"}
        fix = Fix(f"rename it to {key!r}", (move,))
        ctx.report(OtherSpelling(given[0], key), pointer, fix=fix)
    name: str = record[given[0]]
    known = [c.id for c in aggregate.commands]
    if name != "*" and name not in known:
        ctx.unknown(key, name, pointer, known, among=key + "s")
        return None
    return name


def reads_caller(expr: Expr | None) -> bool:
    """Whether an expression asks who is calling."""
    if expr is None:
        return False
    return any(
        isinstance(n, User) or (isinstance(n, Call) and n.function == "hasRole") for n in walk(expr)
    )


def effect_reads_caller(transition: Transition) -> bool:
    """Whether an arc asks who is calling."""
    weights = [a.weight for a in (*transition.inputs, *transition.outputs)]
    data = (*transition.takes, *transition.puts)
    values = [e for a in data for e in (*a.keys, a.value)]
    return any(reads_caller(e) for e in (*weights, *values) if not isinstance(e, int))
