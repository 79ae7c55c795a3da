"""Roles that nothing needs and commands that nobody may use."""

from __future__ import annotations

from collections.abc import Iterator

from petri_pilot.diagnostics.diagnostic import Diagnostic, Fix, Kind, Severity
from petri_pilot.expr.ast import Call, Literal, walk
from petri_pilot.program.ir import Aggregate, Program
from petri_pilot.validators.expressions import of_aggregate


class NobodyMay(Kind):
    """No access rule allows a command.

    What it finds
        A command without a rule of its own, in an aggregate that has rules but none for "*".
    Why it matters
        Once there is any rule, what no rule allows is denied: nobody can use the
        command. If it is the one that makes instances, there will never be one.

    Example
        ```yaml
        name: shop
        roles: [{id: clerk}]
        entities:
          - id: order
            states: [{id: draft, initial: true}, {id: sent, terminal: true}]
            actions: [{id: create}, {id: send, from_states: [draft], to_state: sent}]
            access: [{action: send, roles: [clerk]}]
        ```
    How to fix
        Add a rule for the command, or one for "*". A rule without roles allows
        every signed-in user, who may also make instances where the model does
        not declare how.
    """

    code = "core/nobody-may"
    severity = Severity.WARNING
    template = "no access rule allows {command!r} of {aggregate!r}, so nobody may use it"
    command: str
    aggregate: str


class UnusedRole(Kind):
    """Nothing asks for a role.

    What it finds
        A role that no rule, permission or guard names, and that no other role inherits.
    Why it matters
        Giving it to someone has no effect.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        transitions: [{id: close}]
        arcs: [{from: open, to: close}]
        roles: [{id: clerk}]
        ```
    How to fix
        Use it, or remove it.
    """

    code = "core/unused-role"
    severity = Severity.NOTE
    template = "nothing asks for the role {role!r}"
    role: str


def check_access(program: Program) -> Iterator[Diagnostic]:
    """Findings about roles and rules."""
    for aggregate in program.aggregates:
        yield from _denied(program, aggregate)
    used = _used_roles(program)
    inheriting = {r.id for r in program.roles if len(r.implies) > 1}
    for role in program.roles:
        implied = set(role.implies) & used
        if role.id not in used and not (role.id in inheriting and implied):
            yield Diagnostic(UnusedRole(role.id), role.origin)


def _denied(program: Program, aggregate: Aggregate) -> Iterator[Diagnostic]:
    rules = [r for r in program.access if r.aggregate == aggregate.id]
    allowed = {r.command for r in rules}
    if not rules or "*" in allowed:
        return
    for command in aggregate.commands:
        if command.id not in allowed:
            kind = NobodyMay(command.id, aggregate.name)
            yield Diagnostic(kind, command.origin, fix=_fix(aggregate, command.id))


def _fix(aggregate: Aggregate, command: str) -> Fix:
    key = "action" if aggregate.entity else "transition"
    path = f"{aggregate.origin.pointer}/access/-"
    patch = {"op": "add", "path": path, "value": {key: command, "roles": []}}
    return Fix("allow every signed-in user", (patch,))


def _used_roles(program: Program) -> set[str]:
    used = {role for rule in program.access for role in rule.roles}
    for aggregate in program.aggregates:
        for command in aggregate.commands:
            used.update(command.permissions)
        for expr in of_aggregate(aggregate, program.access):
            for node in walk(expr):
                if isinstance(node, Call) and node.function == "hasRole":
                    used.update(str(a.value) for a in node.args if isinstance(a, Literal))
    for role in program.roles:
        used.update(set(role.implies) - {role.id})
    return used
