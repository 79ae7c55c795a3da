"""A typed tree back to text."""

from __future__ import annotations

from petri_pilot.expr.ast import (
    Binary,
    Call,
    Cast,
    Data,
    Expr,
    Index,
    ListLiteral,
    Literal,
    Member,
    Negate,
    Not,
    Param,
    Tokens,
    User,
)
from petri_pilot.expr.digits import digits_of_int
from petri_pilot.expr.functions import AGGREGATE
from petri_pilot.expr.json_text import canonical_json, float_text
from petri_pilot.expr.parser import COMPARISON, PRECEDENCE
from petri_pilot.expr.visitor import ExprVisitor

_UNARY = 6
_POSTFIX = 7


def unparse(expr: Expr) -> str:
    """The canonical text: minimal parentheses, double quotes, single spaces.

    `check(unparse(e), scope, e.type)` gives `e` again in the scope it was made in.
    """
    return _Printer().visit(expr)


class _Printer(ExprVisitor[str]):
    def within(self, node: Expr, lowest: int) -> str:
        """The node's text, in parentheses if it binds looser than `lowest`."""
        text = self.visit(node)
        return text if _binding(node) >= lowest else f"({text})"

    def visit_literal(self, node: Literal) -> str:
        value = node.value
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            return digits_of_int(value)
        if isinstance(value, float):
            text = float_text(value)
            return text if "." in text or "e" in text else f"{text}.0"
        return canonical_json(value)

    def visit_list_literal(self, node: ListLiteral) -> str:
        return "[" + ", ".join([self.visit(item) for item in node.items]) + "]"

    def visit_param(self, node: Param) -> str:
        return node.name

    def visit_data(self, node: Data) -> str:
        return node.place

    def visit_user(self, node: User) -> str:
        return "user"

    def visit_tokens(self, node: Tokens) -> str:
        return f"tokens({canonical_json(node.place)})"

    def visit_index(self, node: Index) -> str:
        return f"{self.within(node.base, _POSTFIX)}[{self.visit(node.key)}]"

    def visit_member(self, node: Member) -> str:
        return f"{self.within(node.base, _POSTFIX)}.{node.name}"

    def visit_call(self, node: Call) -> str:
        return f"{node.function}({', '.join([self.argument(node, a) for a in node.args])})"

    def argument(self, call: Call, arg: Expr) -> str:
        """An argument; a place to sum up goes in quotes, as a parameter may hide it."""
        if isinstance(arg, Data) and (call.function in AGGREGATE or call.function == "count"):
            return canonical_json(arg.place)
        return self.visit(arg)

    def visit_not(self, node: Not) -> str:
        return "!" + self.within(node.operand, _UNARY)

    def visit_negate(self, node: Negate) -> str:
        operand = node.operand
        text = self.within(operand, _UNARY)
        if isinstance(operand, Literal) and not text.startswith("-"):
            # -1 would read as a literal.
            text = f"({text})"
        return "-" + text

    def visit_binary(self, node: Binary) -> str:
        binding = PRECEDENCE[node.op]
        lowest = binding + 1 if binding == COMPARISON else binding
        left = self.within(node.left, lowest)
        return f"{left} {node.op} {self.within(node.right, binding + 1)}"

    def visit_cast(self, node: Cast) -> str:
        return self.visit(node.operand)


def _binding(node: Expr) -> int:
    """How tight the outermost operator of a node's text binds."""
    while isinstance(node, Cast):
        node = node.operand
    if isinstance(node, Binary):
        return PRECEDENCE[node.op]
    if isinstance(node, Not | Negate):
        return _UNARY
    if isinstance(node, Literal) and isinstance(node.value, int | float) and node.value < 0:
        return _UNARY
    return _POSTFIX
