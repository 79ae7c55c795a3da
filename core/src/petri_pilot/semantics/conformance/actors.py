"""The callers of traces."""

from __future__ import annotations

from petri_pilot.expr import UserValue
from petri_pilot.expr.ast import Call, Expr, User, walk
from petri_pilot.program.ir import AccessRule, Command, Program
from petri_pilot.semantics.conformance.candidates import NAMES


def is_sensitive(command: Command, rules: tuple[AccessRule, ...], expressions: list[Expr]) -> bool:
    """Whether the outcome can depend on who asks."""
    return bool(command.permissions or rules) or any(
        isinstance(node, User) or (isinstance(node, Call) and node.function == "hasRole")
        for expression in expressions
        for node in walk(expression)
    )


def actors(program: Program, permissions: tuple[str, ...]) -> list[UserValue | None]:
    """Everyone worth trying: first the one with every right, last nobody."""
    roles = [role.id for role in program.roles]
    every = tuple(dict.fromkeys([*roles, *permissions]))
    single = [_user(name, (role,)) for role in every for name in NAMES[:2]]
    return [
        _user(NAMES[0], every),
        _user(NAMES[1], every),
        *single,
        *(_user(name, ()) for name in NAMES),
        _user(NAMES[0], ("role-of-another-application",)),
        None,
    ]


def label(actor: UserValue | None) -> str:
    """A name for the rights of an actor, for goals."""
    return "nobody" if actor is None else "+".join(actor.roles) or "no role"


def _user(name: str, roles: tuple[str, ...]) -> UserValue:
    return UserValue(name, "", "", roles)
