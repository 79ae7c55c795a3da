"""The untyped tree between the parser and the type checker."""

from __future__ import annotations

from petri_pilot.expr.ast import Span
from petri_pilot.expr.errors import ExprError
from petri_pilot.expr.types import Type

MAX_TEXT = 4096
"""Code points of an expression; the same limit as in the schema of documents."""
MAX_DEPTH = 200
"""Levels of a tree. Keeps every recursive pass over it far from Python's own limit."""


class Raw:
    """A node as it was written.

    `kind` is int, float, string, bool, name, list, index, member, call, not,
    negate or binary; `value` is the literal, the name or the operator; `natural`
    is filled by the type checker; `closed` marks a node in parentheses.
    """

    __slots__ = ("closed", "depth", "kind", "natural", "parts", "span", "value")

    def __init__(
        self,
        kind: str,
        value: int | float | str | bool,
        parts: tuple[Raw, ...],
        span: Span,
    ) -> None:
        self.kind = kind
        self.value = value
        self.parts = parts
        self.span = span
        self.depth: int = 1 + max((part.depth for part in parts), default=0)
        self.natural: Type | None = None
        self.closed = False
        if self.depth > MAX_DEPTH:
            raise too_deep(span)

    @property
    def name(self) -> str:
        """The name, operator or string text of this node."""
        return str(self.value)


def too_deep(span: Span) -> ExprError:
    """The error of an expression with too many levels."""
    return ExprError(
        "too-deep",
        f"the expression has more than {MAX_DEPTH} levels",
        span,
        "split it into several constraints, or drop parentheses",
    )
