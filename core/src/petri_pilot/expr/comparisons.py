"""Typing of == != < <= > >=."""

from __future__ import annotations

from collections.abc import Callable

from petri_pilot.expr.ast import Binary, Expr
from petri_pilot.expr.errors import ExprError
from petri_pilot.expr.join import default, is_comparable, is_ordered, join
from petri_pilot.expr.natural import mismatch, natural
from petri_pilot.expr.scope import Scope
from petri_pilot.expr.syntax import Raw
from petri_pilot.expr.types import BOOL, FLOAT, INT, JSON, STRING, EnumType, Type, is_numeric

Elaborate = Callable[[Raw, Type, Scope], Expr]


def comparison(raw: Raw, scope: Scope, elaborate: Elaborate) -> Binary:
    """The typed node of a comparison."""
    left, right = raw.parts
    target = common_type(raw, natural(left, scope), natural(right, scope))
    if raw.value not in ("==", "!=") and not is_ordered(target):
        raise mismatch(f"values of type {target} have no order", raw.span)
    return Binary(
        type=BOOL,
        span=raw.span,
        op=raw.name,
        left=elaborate(left, target, scope),
        right=elaborate(right, target, scope),
    )


def common_type(raw: Raw, left: Type, right: Type) -> Type:
    """The type that both are compared as."""
    joined = join(left, right)
    if joined is None:
        raise mismatch(f"{left} and {right} do not compare", raw.span, _hint(left, right))
    target = default(joined)
    if target is None or not is_comparable(target):
        raise _incomparable(raw, joined)
    return target


def _incomparable(raw: Raw, joined: Type) -> ExprError:
    if joined == JSON:
        return mismatch(
            "two json values do not compare",
            raw.span,
            "compare each with a value of a declared type",
        )
    return mismatch("lists and maps do not compare", raw.span, "compare their len, or use includes")


def _hint(left: Type, right: Type) -> str | None:
    kinds = {left, right}
    if all(is_numeric(type_) for type_ in kinds):
        return "declare both with the same type"
    if BOOL in kinds and kinds & {INT, FLOAT, STRING}:
        return "a condition is compared with true or false"
    if any(isinstance(type_, EnumType) for type_ in kinds) and STRING in kinds:
        return "declare both with the same enum"
    return None
