"""The second pass of the type checker: wanted types go down, typed nodes come up."""

from __future__ import annotations

from petri_pilot.expr.ast import (
    Binary,
    Cast,
    Expr,
    Index,
    ListLiteral,
    Literal,
    Member,
    Negate,
    Not,
    User,
)
from petri_pilot.expr.calls import call_node
from petri_pilot.expr.comparisons import comparison
from petri_pilot.expr.errors import ExprError
from petri_pilot.expr.instants import in_range, parse_time, time_text
from petri_pilot.expr.join import join
from petri_pilot.expr.limits import AMOUNT_DIGITS, AMOUNT_END, INT_MAX, INT_MIN
from petri_pilot.expr.names import did_you_mean, is_user, name_node
from petri_pilot.expr.natural import concrete, mismatch, natural, supports, time_arithmetic
from petri_pilot.expr.scope import Scope
from petri_pilot.expr.syntax import Raw
from petri_pilot.expr.types import (
    AMOUNT,
    BOOL,
    FLOAT,
    INT,
    JSON,
    STRING,
    TIME,
    USER,
    EnumType,
    ListType,
    MapType,
    Type,
)


def elaborate(raw: Raw, want: Type, scope: Scope) -> Expr:
    """The typed node of `raw` with exactly the type `want`. Raises ExprError."""
    kind = raw.kind
    if kind in ("int", "float", "string", "bool"):
        return _literal(raw, want)
    if kind == "list" and isinstance(want, ListType):
        natural(raw, scope)
        items = tuple(elaborate(part, want.item, scope) for part in raw.parts)
        return ListLiteral(type=want, span=raw.span, items=items)
    if kind == "negate":
        return _negate(raw, want, scope)
    if kind == "binary" and raw.value in ("+", "-", "*", "/", "%"):
        return _arithmetic(raw, want, scope)
    if kind == "index":
        return _fitted(_index(raw, scope), want)
    if kind == "call":
        return _fitted(call_node(raw, want, scope, elaborate), want)
    return _fitted(_fixed(raw, scope), want)


def _fixed(raw: Raw, scope: Scope) -> Expr:
    """Nodes whose type does not depend on what is wanted."""
    kind = raw.kind
    if kind == "name":
        return name_node(raw, scope)
    if kind == "member":
        return _member(raw, scope)
    if kind == "not":
        return Not(type=BOOL, span=raw.span, operand=elaborate(raw.parts[0], BOOL, scope))
    if kind == "list":
        return elaborate(raw, concrete(raw, scope), scope)
    if raw.value in ("&&", "||"):
        left = elaborate(raw.parts[0], BOOL, scope)
        right = elaborate(raw.parts[1], BOOL, scope)
        return Binary(type=BOOL, span=raw.span, op=raw.name, left=left, right=right)
    return comparison(raw, scope, elaborate)


def _fitted(node: Expr, want: Type) -> Expr:
    """The node itself, or a cast of a json value."""
    if node.type == want:
        return node
    if node.type == JSON:
        return Cast(type=want, span=node.span, operand=node)
    raise mismatch(f"{want} is wanted here, not {node.type}", node.span)


def _literal(raw: Raw, want: Type) -> Literal:
    value = raw.value
    if raw.kind == "int" and isinstance(value, int):
        return _integer(raw, value, want)
    if raw.kind == "string" and isinstance(value, str):
        return _text(raw, value, want)
    type_ = FLOAT if raw.kind == "float" else BOOL
    if want != type_:
        raise mismatch(f"{want} is wanted here, not {type_}", raw.span)
    return Literal(type=want, span=raw.span, value=value)


def _integer(raw: Raw, value: int, want: Type) -> Literal:
    if want == INT:
        if not INT_MIN <= value <= INT_MAX:
            raise ExprError("integer-out-of-range", "the integer does not fit 64 bits", raw.span)
        return Literal(type=INT, span=raw.span, value=value)
    if want == AMOUNT:
        if value < 0:
            raise mismatch("an amount is never negative", raw.span)
        if value >= AMOUNT_END:
            raise ExprError(
                "integer-out-of-range",
                f"an amount has at most {AMOUNT_DIGITS} digits",
                raw.span,
            )
        return Literal(type=AMOUNT, span=raw.span, value=value)
    if want == FLOAT:
        try:
            return Literal(type=FLOAT, span=raw.span, value=float(value))
        except OverflowError:
            raise ExprError("float-out-of-range", "the number is too large", raw.span) from None
    hint = f'write "{value}" in quotes' if want == STRING and raw.depth == 1 else None
    raise mismatch(f"{want} is wanted here, not an integer", raw.span, hint)


def _text(raw: Raw, value: str, want: Type) -> Literal:
    if isinstance(want, EnumType):
        if value not in want.values:
            raise _not_in_enum(raw, value, want)
        return Literal(type=want, span=raw.span, value=value)
    if want == TIME:
        millis = parse_time(value)
        if millis is None or not in_range(millis):
            raise ExprError(
                "invalid-time",
                "the string is no time of the years 0001 to 9999",
                raw.span,
                "write a time with an offset, as in 2006-01-02T15:04:05Z",
            )
        return Literal(type=TIME, span=raw.span, value=time_text(millis))
    if want != STRING:
        hint = "drop the quotes" if want in (INT, FLOAT, AMOUNT, BOOL) else None
        raise mismatch(f"{want} is wanted here, not a string", raw.span, hint)
    return Literal(type=STRING, span=raw.span, value=value)


def _not_in_enum(raw: Raw, value: str, want: EnumType) -> ExprError:
    known = ", ".join(want.values)
    return ExprError(
        "not-in-enum",
        f'"{value}" is not one of {known}',
        raw.span,
        did_you_mean(value, want.values),
    )


def _negate(raw: Raw, want: Type, scope: Scope) -> Negate:
    type_ = natural(raw, scope)
    if want not in (INT, FLOAT) or join(type_, want) != want:
        raise _unfit(raw, type_, want)
    operand = elaborate(raw.parts[0], want, scope)
    return Negate(type=want, span=raw.span, operand=operand)


def _unfit(raw: Raw, type_: Type, want: Type) -> ExprError:
    if want == JSON:
        return ExprError(
            "unknown-type",
            "the type of this calculation with json values is not known",
            raw.span,
            "compare it with a value of a declared type",
        )
    return mismatch(f"{want} is wanted here, not {type_}", raw.span)


def _arithmetic(raw: Raw, want: Type, scope: Scope) -> Binary:
    type_ = natural(raw, scope)
    left, right = raw.parts
    wanted = (want, want, want)
    types = (natural(left, scope), natural(right, scope))
    if TIME in types:
        wanted = time_arithmetic(raw, *types)
    elif not supports(want, raw.name):
        raise _unfit(raw, type_, want)
    if wanted[2] != want or join(type_, want) != want:
        raise _unfit(raw, type_, want)
    return Binary(
        type=want,
        span=raw.span,
        op=raw.name,
        left=elaborate(left, wanted[0], scope),
        right=elaborate(right, wanted[1], scope),
    )


def _index(raw: Raw, scope: Scope) -> Index:
    base, key = raw.parts
    type_ = natural(raw, scope)
    over = concrete(base, scope)
    key_type: Type = INT
    if isinstance(over, MapType):
        key_type = over.key
    elif over == JSON:
        key_type = concrete(key, scope)
        if key_type not in (STRING, INT):
            raise mismatch(f"a json value is indexed by string or int, not {key_type}", key.span)
    return Index(
        type=type_,
        span=raw.span,
        base=elaborate(base, over, scope),
        key=elaborate(key, key_type, scope),
    )


def _member(raw: Raw, scope: Scope) -> Member:
    base = raw.parts[0]
    type_ = natural(raw, scope)
    if is_user(base):
        user = User(type=USER, span=base.span)
        return Member(type=type_, span=raw.span, base=user, name=raw.name)
    node = elaborate(base, JSON, scope)
    return Member(type=type_, span=raw.span, base=node, name=raw.name)
