"""What a name stands for, and what was probably meant by one that stands for nothing."""

from __future__ import annotations

from collections.abc import Iterable

from petri_pilot.expr.ast import Data, Expr, Param, Span
from petri_pilot.expr.errors import ExprError
from petri_pilot.expr.functions import ARITY
from petri_pilot.expr.scope import Scope
from petri_pilot.expr.syntax import Raw
from petri_pilot.expr.types import USER_MEMBERS, Type

_NULLS = frozenset({"null", "nil", "none", "undefined"})


def type_of_name(raw: Raw, scope: Scope) -> Type:
    """The declared type of a parameter or data place; parameters come first."""
    name = raw.name
    if name in scope.parameters:
        return scope.parameters[name]
    if name in scope.data:
        return scope.data[name]
    raise _unknown_name(raw, scope)


def name_node(raw: Raw, scope: Scope) -> Expr:
    """The typed node of a name."""
    type_ = type_of_name(raw, scope)
    if raw.name in scope.parameters:
        return Param(type=type_, span=raw.span, name=raw.name)
    return Data(type=type_, span=raw.span, place=raw.name)


def is_user(raw: Raw) -> bool:
    """Whether a member's base is the caller. `user.` always is, whatever else is
    called user, so that no input can pose as the caller.
    """
    return raw.kind == "name" and raw.value == "user"


def type_of_user_member(raw: Raw, scope: Scope) -> Type:
    """The type of `user.name`."""
    if not scope.user:
        raise no_caller(raw.parts[0].span)
    if raw.name in USER_MEMBERS:
        return USER_MEMBERS[raw.name]
    known = ", ".join(USER_MEMBERS)
    raise ExprError(
        "unknown-member",
        f"the user has no {raw.name}; it has {known}",
        raw.span,
        did_you_mean(raw.name, USER_MEMBERS),
    )


def no_caller(span: Span) -> ExprError:
    """The error of `user` and hasRole where no caller can be known."""
    return ExprError(
        "no-caller",
        "the caller is not known here",
        span,
        "use it in the guard of a command or in an access rule",
    )


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """The nearest known name as a hint."""
    from difflib import get_close_matches

    folded = {candidate.lower(): candidate for candidate in known}
    matches = get_close_matches(name.lower(), folded, n=1)
    return f"did you mean {folded[matches[0]]}?" if matches else None


def _unknown_name(raw: Raw, scope: Scope) -> ExprError:
    name = raw.name
    return ExprError("unknown-name", f"nothing is called {name}", raw.span, _hint(name, scope))


def _hint(name: str, scope: Scope) -> str | None:
    known = [*scope.parameters, *scope.data]
    if name == "user":
        return "use a member: user.id, user.name, user.email or user.roles"
    if name.lower() in _NULLS:
        return "there is no null; absent values have a zero or refuse the firing"
    if name.lower() in ("true", "false"):
        return f"write {name.lower()}"
    if name in scope.places:
        return f'use tokens("{name}") for the tokens of a place'
    if name in ARITY:
        return f"call it: {name}(...)"
    dashed = [other for other in known if other.startswith(f"{name}-")]
    if dashed:
        return f"a dash reads as minus; rename {dashed[0]} to use it in expressions"
    return did_you_mean(name, known)
