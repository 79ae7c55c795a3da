"""Tokens to an untyped tree, by precedence climbing."""

from __future__ import annotations

from petri_pilot.expr.ast import Span
from petri_pilot.expr.digits import int_of_digits
from petri_pilot.expr.errors import ExprError
from petri_pilot.expr.lexer import Token, tokenize
from petri_pilot.expr.syntax import MAX_DEPTH, Raw, too_deep

PRECEDENCE = {
    "||": 1,
    "&&": 2,
    "==": 3, "!=": 3, "<": 3, "<=": 3, ">": 3, ">=": 3,
    "+": 4, "-": 4,
    "*": 5, "/": 5, "%": 5,
}  # fmt: skip
COMPARISON = 3

_WORDS = {
    "and": "use &&", "or": "use ||", "not": "use !", "is": "use ==", "eq": "use ==",
    "ne": "use !=", "in": "use includes(collection, item)", "mod": "use %", "div": "use /",
    "contains": "use contains(text, part)",
}  # fmt: skip


def parse(text: str) -> Raw:
    """The untyped tree of a whole text. Raises ExprError, and nothing else."""
    parser = _Parser(tokenize(text))
    if parser.token.kind == "end":
        raise ExprError("empty", "the expression is empty", (0, len(text)))
    tree = parser.expression(1, 1)
    if parser.token.kind != "end":
        raise parser.unexpected()
    return tree


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.open_brackets = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def is_op(self, text: str) -> bool:
        return self.token.kind == "op" and self.token.text == text

    def accept(self, text: str) -> bool:
        if self.is_op(text):
            self.at += 1
            return True
        return False

    def opening(self) -> Token:
        """Takes an opening bracket. Brackets are counted apart from the levels of
        the tree, in which parentheses leave no trace.
        """
        self.open_brackets += 1
        return self.take()

    def close(self, text: str, opened: Span) -> int:
        """Takes the closing bracket and returns where it ends."""
        if self.is_op(text):
            self.open_brackets -= 1
            return self.take().span[1]
        if self.token.kind == "end":
            raise ExprError("unexpected-end", f"the bracket is never closed with {text}", opened)
        raise self.unexpected()

    def expression(self, lowest: int, depth: int) -> Raw:
        """An expression of operators that bind at least as tight as `lowest`.

        `depth` is the level in the tree that its root has at least.
        """
        if depth > MAX_DEPTH or self.open_brackets > MAX_DEPTH:
            raise too_deep(self.token.span)
        left = self.operand(depth)
        compared = False
        while self.token.kind == "op":
            binding = PRECEDENCE.get(self.token.text, 0)
            if binding < lowest:
                break
            if binding == COMPARISON and compared:
                raise self.chained()
            compared = binding == COMPARISON
            op = self.take().text
            right = self.expression(binding + 1, depth + 1)
            left = Raw("binary", op, (left, right), (left.span[0], right.span[1]))
        return left

    def operand(self, depth: int) -> Raw:
        """A primary with its postfixes and prefixes.

        Brackets are dealt with here, not in methods of their own, to take few
        frames of Python's stack for each level of nesting.
        """
        prefixes: list[Token] = []
        while self.is_op("!") or self.is_op("-"):
            prefixes.append(self.take())
        token = self.opening() if self.is_op("(") or self.is_op("[") else self.take()
        if token.kind == "name" and self.is_op("("):
            opened = self.opening().span
            arguments = self.sequence(")", depth)
            node = Raw("call", token.text, arguments, (token.span[0], self.close(")", opened)))
        elif token.kind == "op" and token.text == "(":
            node = self.expression(1, depth)
            node.span = (token.span[0], self.close(")", token.span))
            node.closed = True
        elif token.kind == "op" and token.text == "[":
            items = self.sequence("]", depth)
            node = Raw("list", "", items, (token.span[0], self.close("]", token.span)))
        else:
            node = self.word(token)
        node = self.postfix(node, depth)
        while prefixes:
            node = _prefixed(prefixes.pop(), node)
        return node

    def word(self, token: Token) -> Raw:
        """A name or a literal."""
        if token.kind in ("op", "end"):
            self.at -= 1
            raise self.unexpected()
        if token.kind == "name" and token.text in ("true", "false"):
            return Raw("bool", token.text == "true", (), token.span)
        return Raw(token.kind, _literal(token), (), token.span)

    def postfix(self, node: Raw, depth: int) -> Raw:
        while self.token.kind == "op" and self.token.text in "[.":
            bracket = self.opening() if self.token.text == "[" else self.take()
            if bracket.text == "[":
                key = self.expression(1, depth + 1)
                end = self.close("]", bracket.span)
                node = Raw("index", "", (node, key), (node.span[0], end))
            elif self.token.kind == "name":
                name = self.take()
                node = Raw("member", name.text, (node,), (node.span[0], name.span[1]))
            else:
                raise self.unexpected()
        return node

    def sequence(self, end: str, depth: int) -> tuple[Raw, ...]:
        """Expressions with commas between them, up to the closing bracket."""
        items: list[Raw] = []
        while not self.is_op(end):
            items.append(self.expression(1, depth + 1))
            if not self.accept(","):
                break
            if self.is_op(end):
                raise self.unexpected()
        return tuple(items)

    def chained(self) -> ExprError:
        return ExprError(
            "chained-comparison",
            "a comparison cannot be compared again",
            self.token.span,
            "join two comparisons with &&, as in a < b && b < c",
        )

    def unexpected(self) -> ExprError:
        token = self.token
        if token.kind == "end":
            return ExprError("unexpected-end", "the expression stops too early", token.span)
        before = self.tokens[self.at - 1] if self.at else token
        hint = _WORDS.get(token.text.lower()) if token.kind == "name" else None
        if hint is None and before.kind == "name":
            hint = _WORDS.get(before.text.lower())
        if (before.text, token.text) == ("<", ">"):
            hint = "use !="
        shown = "this string" if token.kind == "string" else token.text
        return ExprError("unexpected-token", f"{shown} is not expected here", token.span, hint)


def _literal(token: Token) -> int | float | str:
    if token.kind == "int":
        return int_of_digits(token.text)
    if token.kind == "float":
        value = float(token.text)
        if value == float("inf"):
            raise ExprError("float-out-of-range", "the number is too large", token.span)
        return value
    return token.text


def _prefixed(sign: Token, node: Raw) -> Raw:
    span = (sign.span[0], node.span[1])
    if sign.text == "!":
        return Raw("not", "", (node,), span)
    value = node.value
    number = node.kind in ("int", "float") and not node.closed
    if number and not isinstance(value, str) and value >= 0:
        # The sign is part of the literal, so that the least int can be written;
        # subtracting from zero gives no negative zero.
        return Raw(node.kind, 0 - value, (), span)
    return Raw("negate", "", (node,), span)
