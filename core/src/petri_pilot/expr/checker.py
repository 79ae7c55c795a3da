"""Text to typed tree."""

from __future__ import annotations

from petri_pilot.expr.ast import Expr, children
from petri_pilot.expr.elaborate import elaborate
from petri_pilot.expr.names import is_user
from petri_pilot.expr.natural import concrete, natural
from petri_pilot.expr.parser import parse
from petri_pilot.expr.scope import Scope
from petri_pilot.expr.syntax import MAX_DEPTH, Raw, too_deep
from petri_pilot.expr.types import Type


def check(text: str, scope: Scope, expected: Type | None = None) -> Expr:
    """The typed tree of an expression, of type `expected` if that is given.

    Raises ExprError for every text that is no well-typed expression, and nothing
    else.
    """
    try:
        return _checked(text, scope, expected)
    except RecursionError:
        # Only when the caller has used up most of Python's stack already.
        raise too_deep((0, len(text))) from None


def _checked(text: str, scope: Scope, expected: Type | None) -> Expr:
    raw = parse(text)
    for node in _bottom_up(raw):
        natural(node, scope)
    want = concrete(raw, scope) if expected is None else expected
    tree = elaborate(raw, want, scope)
    if _depth(tree) > MAX_DEPTH:
        # Casts add levels to those that the parser has counted.
        raise too_deep(raw.span)
    return tree


def _bottom_up(raw: Raw) -> list[Raw]:
    """Every node after its parts, so that finding its type needs no recursion.

    What is no expression of its own is left out.
    """
    order: list[Raw] = []
    stack = [raw]
    while stack:
        node = stack.pop()
        order.append(node)
        if not _is_opaque(node):
            stack.extend(node.parts)
    order.reverse()
    return order


def _is_opaque(node: Raw) -> bool:
    """`user.id`, `tokens("p")` and `hasRole("r")`: their parts have no type of their own."""
    if node.kind == "member":
        return is_user(node.parts[0])
    return node.kind == "call" and node.value in ("tokens", "hasRole")


def _depth(tree: Expr) -> int:
    deepest = 0
    stack = [(tree, 1)]
    while stack:
        node, level = stack.pop()
        deepest = max(deepest, level)
        stack.extend((child, level + 1) for child in children(node))
    return deepest
