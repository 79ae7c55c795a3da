"""Expressions of a document, checked in the scope of where they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from petri_pilot.expr import ExprError, Scope, check
from petri_pilot.expr.ast import Expr
from petri_pilot.expr.parser import parse
from petri_pilot.expr.types import BOOL, Type
from petri_pilot.program.context import Context
from petri_pilot.program.kinds import types as kinds

_STRING = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_NAME = re.compile(r"(?<![\w.])[A-Za-z_][A-Za-z0-9_]*(?!\w)(?!\s*\()")
_CONSTANTS = frozenset({"true", "false", "user"})


@dataclass(frozen=True, slots=True)
class Names:
    """What expressions at one place may name.

    `poisoned` are names that exist but whose type is not known because it was
    reported; expressions that mention them are not looked at.
    """

    scope: Scope
    poisoned: frozenset[str] = frozenset()

    def with_parameters(self, parameters: Mapping[str, Type], bad: frozenset[str]) -> Names:
        """The same names within a transition."""
        scope = replace(self.scope, parameters=dict(parameters), user=True)
        return Names(scope, self.poisoned | bad)

    def over(self, data: Mapping[str, Type]) -> Names:
        """The same names with other data places."""
        return Names(replace(self.scope, data=dict(data)), self.poisoned)


@dataclass(slots=True)
class Checker:
    """Checks expressions and reports what is wrong with them."""

    ctx: Context
    names: Names
    failed: bool = field(default=False)

    def check(self, text: str, expected: Type | None, pointer: str) -> Expr | None:
        """The typed tree, or None if there is none (and then that is known or was reported)."""
        if self.names.poisoned and not self.names.poisoned.isdisjoint(words(text)):
            return None
        try:
            return check(text, self.names.scope, expected)
        except ExprError as error:
            self.failed = True
            origin = self.ctx.origin(pointer).within(error.span, text)
            kind = _KINDS.get(error.code, kinds.TypeMismatch)(error.message)
            if isinstance(kind, kinds.UnknownName) and "places" in self.ctx.dropped:
                return None
            self.ctx.report(kind, origin, *([error.hint] if error.hint else []))
            return None

    def condition(self, text: str | None, pointer: str) -> Expr | None:
        """A guard or constraint."""
        return None if text is None else self.check(text, BOOL, pointer)


def words(text: str) -> set[str]:
    """All words of an expression, those in its strings too."""
    return set(re.findall(r"\w+", text))


def is_readable(text: str) -> bool:
    """Whether a text has the form of an expression."""
    try:
        parse(text)
    except ExprError:
        return False
    return True


def free_names(text: str) -> list[str]:
    """The names in an expression that are no function, member or constant, in order.

    It works on the text, so it also answers for an expression that is not well typed.
    """
    found = _NAME.findall(_STRING.sub('""', text))
    return [n for n in dict.fromkeys(found) if n not in _CONSTANTS]


_KINDS: dict[str, type[kinds.BadExpression | kinds.UnknownName | kinds.TypeMismatch]] = {
    **dict.fromkeys(
        (
            "empty",
            "unexpected-end",
            "unexpected-token",
            "illegal-character",
            "unterminated-string",
            "invalid-string",
            "invalid-escape",
            "invalid-number",
            "float-out-of-range",
            "integer-out-of-range",
            "chained-comparison",
            "too-deep",
            "too-long",
        ),
        kinds.BadExpression,
    ),
    **dict.fromkeys(
        (
            "unknown-name",
            "unknown-function",
            "unknown-place",
            "unknown-role",
            "unknown-member",
            "no-caller",
        ),
        kinds.UnknownName,
    ),
}
"""The diagnostic of each error code of the guard language; all others are about types."""
