"""Dispatch over the typed tree, for printers and other total functions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

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

T = TypeVar("T")


class ExprVisitor(ABC, Generic[T]):
    """A function on expressions with one method a node class.

    All methods are abstract, so that a printer which forgets a class cannot be
    made.
    """

    def visit(self, node: Expr) -> T:
        """The result for a node, by its class."""
        method = getattr(self, _METHODS[type(node)])
        result: T = method(node)
        return result

    @abstractmethod
    def visit_literal(self, node: Literal) -> T: ...

    @abstractmethod
    def visit_list_literal(self, node: ListLiteral) -> T: ...

    @abstractmethod
    def visit_param(self, node: Param) -> T: ...

    @abstractmethod
    def visit_data(self, node: Data) -> T: ...

    @abstractmethod
    def visit_user(self, node: User) -> T: ...

    @abstractmethod
    def visit_tokens(self, node: Tokens) -> T: ...

    @abstractmethod
    def visit_index(self, node: Index) -> T: ...

    @abstractmethod
    def visit_member(self, node: Member) -> T: ...

    @abstractmethod
    def visit_call(self, node: Call) -> T: ...

    @abstractmethod
    def visit_not(self, node: Not) -> T: ...

    @abstractmethod
    def visit_negate(self, node: Negate) -> T: ...

    @abstractmethod
    def visit_binary(self, node: Binary) -> T: ...

    @abstractmethod
    def visit_cast(self, node: Cast) -> T: ...


_METHODS: dict[type, str] = {
    Literal: "visit_literal",
    ListLiteral: "visit_list_literal",
    Param: "visit_param",
    Data: "visit_data",
    User: "visit_user",
    Tokens: "visit_tokens",
    Index: "visit_index",
    Member: "visit_member",
    Call: "visit_call",
    Not: "visit_not",
    Negate: "visit_negate",
    Binary: "visit_binary",
    Cast: "visit_cast",
}
