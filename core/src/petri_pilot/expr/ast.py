"""The typed syntax tree of guards, constraints, weights, keys and values.

Every node knows its type and the half-open span of code points that it came
from. Trees are built by the type checker only, so a tree that exists is well
typed. Printers and evaluators dispatch on the class; `visitor.ExprVisitor`
makes them total.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from petri_pilot.expr.types import Type

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What all nodes have: the type of the value, and where it stands in the text."""

    type: Type
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal(Node):
    """A constant. `value` is int (int and amount), float, bool, str (string, enum, time)."""

    value: int | float | bool | str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLiteral(Node):
    """`[a, b]`."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Param(Node):
    """A parameter of the command. An absent optional one is `missing-field`."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Data(Node):
    """The value of a data place (an entity's field), by place id."""

    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class User(Node):
    """The caller; only ever the base of a Member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens(Node):
    """`tokens("p")`: the number of tokens in place `place`, an int."""

    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Index(Node):
    """`base[key]`. A missing map key is the value type's zero; a list index out
    of range or a missing json member is `missing-field`.
    """

    base: Expr
    key: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Node):
    """`base.name` of the user or of a json value."""

    base: Expr
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Node):
    """A built-in function. `sum("p")` arrives as Call("sum", (Data(p),))."""

    function: str
    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Node):
    """`!operand`."""

    operand: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Negate(Node):
    """`-operand`, of int or float."""

    operand: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Binary(Node):
    """`left op right`; op is one of || && == != < <= > >= + - * / %.

    Both sides have the same type, but for time: time - time is int seconds,
    time + int and time - int are time. && and || short-circuit.
    """

    op: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast(Node):
    """A json value used where `type` is wanted; another shape is `type-mismatch`."""

    operand: Expr


Expr = (
    Literal
    | ListLiteral
    | Param
    | Data
    | User
    | Tokens
    | Index
    | Member
    | Call
    | Not
    | Negate
    | Binary
    | Cast
)


def children(node: Expr) -> tuple[Expr, ...]:
    """The direct operands of a node, left to right."""
    match node:
        case ListLiteral(items=items):
            return items
        case Index(base=base, key=key):
            return (base, key)
        case Call(args=args):
            return args
        case Not(operand=operand) | Negate(operand=operand) | Cast(operand=operand):
            return (operand,)
        case Binary(left=left, right=right):
            return (left, right)
        case Member(base=base):
            return (base,)
        case _:
            return ()


def walk(node: Expr) -> Iterator[Expr]:
    """The node and everything below it, parents first, without recursion."""
    stack: list[Expr] = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(reversed(children(current)))


def parameters_of(node: Expr) -> frozenset[str]:
    """The parameters that the expression mentions."""
    return frozenset(n.name for n in walk(node) if isinstance(n, Param))


def depends_on_input(node: Expr) -> bool:
    """Whether its value can differ between two calls on the same state."""
    return any(
        isinstance(n, Param | User) or (isinstance(n, Call) and n.function in ("now", "hasRole"))
        for n in walk(node)
    )
