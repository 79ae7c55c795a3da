"""Step 3 of a decision: roles, permissions and access rules."""

from __future__ import annotations

from dataclasses import replace

from petri_pilot.expr import Environment, EvaluationError, UserValue, evaluate
from petri_pilot.program.ir import AccessRule, Aggregate, Command, Program


class Access:
    """Who may use the commands of one aggregate."""

    def __init__(self, program: Program, aggregate: Aggregate) -> None:
        self._implied = {role.id: role.implies for role in program.roles}
        rules = [r for r in program.access if r.aggregate == aggregate.id]
        self._open = not rules
        self._rules = {
            c.id: tuple(r for r in rules if r.command in (c.id, "*")) for c in aggregate.commands
        }

    def flatten(self, actor: UserValue | None) -> UserValue | None:
        """The actor with every role that its roles imply, sorted by code point."""
        if actor is None:
            return None
        if not self._implied and len(actor.roles) < 2:
            return actor
        roles = {r for role in actor.roles for r in (role, *self._implied.get(role, ()))}
        return replace(actor, roles=tuple(sorted(roles)))

    def guarded(self, command: Command) -> bool:
        """Whether any request for the command could be forbidden."""
        return bool(command.permissions) or not self._open

    def rules(self, command: Command) -> tuple[AccessRule, ...]:
        """The rules that speak of the command."""
        return self._rules[command.id]

    def allows(self, command: Command, env: Environment) -> bool:
        """Whether the flattened caller of `env` may use the command."""
        if not self.guarded(command):
            return True
        if env.user is None:
            return False
        roles = frozenset(env.user.roles)
        if not roles.issuperset(command.permissions):
            return False
        return self._open or any(_grants(rule, roles, env) for rule in self._rules[command.id])


def _grants(rule: AccessRule, roles: frozenset[str], env: Environment) -> bool:
    if rule.roles and roles.isdisjoint(rule.roles):
        return False
    if rule.guard is None:
        return True
    try:
        return evaluate(rule.guard, env) is True
    except EvaluationError:
        return False
