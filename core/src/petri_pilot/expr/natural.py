"""The type that an expression has by itself, before its surroundings are asked.

The first of two passes, bottom up and once per node. Names, functions and
members are resolved here, and operands that can never agree are refused. The
second pass, `elaborate`, hands the wanted types down.
"""

from __future__ import annotations

from petri_pilot.expr.ast import Span
from petri_pilot.expr.errors import ExprError
from petri_pilot.expr.functions import AGGREGATE, ARITY, NUMERIC
from petri_pilot.expr.join import (
    INTEGER_LITERAL,
    NOTHING,
    STRING_LITERAL,
    default,
    is_collection,
    join,
    leaf,
)
from petri_pilot.expr.names import did_you_mean, is_user, type_of_name, type_of_user_member
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
    ListType,
    MapType,
    Type,
    is_numeric,
)

_LITERALS: dict[str, Type] = {
    "int": INTEGER_LITERAL,
    "float": FLOAT,
    "string": STRING_LITERAL,
    "bool": BOOL,
    "not": BOOL,
}


def natural(raw: Raw, scope: Scope) -> Type:
    """The node's own type; it may be one of the literal types of `join`."""
    if raw.natural is None:
        raw.natural = _natural(raw, scope)
    return raw.natural


def concrete(raw: Raw, scope: Scope) -> Type:
    """The node's own type, literals at their default."""
    type_ = default(natural(raw, scope))
    if type_ is None:
        raise ExprError("unknown-type", "an empty list has no type here", raw.span)
    return type_


def mismatch(message: str, span: Span, hint: str | None = None) -> ExprError:
    """A type error."""
    return ExprError("type-mismatch", message, span, hint)


def _natural(raw: Raw, scope: Scope) -> Type:
    kind = raw.kind
    if kind in _LITERALS:
        return _LITERALS[kind]
    if kind == "name":
        return type_of_name(raw, scope)
    if kind == "list":
        return ListType(_common(raw.parts, scope, NOTHING, "the items of a list"))
    if kind == "index":
        return _index(raw, scope)
    if kind == "member":
        return _member(raw, scope)
    if kind == "negate":
        return _signed(raw, scope)
    if kind == "call":
        return _call(raw, scope)
    return _binary(raw, scope)


def _common(parts: tuple[Raw, ...], scope: Scope, start: Type, what: str) -> Type:
    common = start
    for part in parts:
        type_ = natural(part, scope)
        joined = join(common, type_)
        if joined is None:
            raise mismatch(f"{what} must have one type, not {common} and {type_}", part.span)
        common = joined
    return common


def _index(raw: Raw, scope: Scope) -> Type:
    base = concrete(raw.parts[0], scope)
    if isinstance(base, MapType):
        return base.value
    if isinstance(base, ListType):
        return base.item
    if base == JSON:
        return JSON
    raise mismatch(f"a value of type {base} has no entries", raw.parts[0].span)


def _member(raw: Raw, scope: Scope) -> Type:
    base = raw.parts[0]
    if is_user(base):
        return type_of_user_member(raw, scope)
    type_ = concrete(base, scope)
    if type_ == JSON:
        return JSON
    hint = f'use ["{raw.name}"] for the entry of a map' if isinstance(type_, MapType) else None
    raise ExprError(
        "unknown-member", f"a value of type {type_} has no member {raw.name}", raw.span, hint
    )


def _signed(raw: Raw, scope: Scope) -> Type:
    type_ = natural(raw.parts[0], scope)
    if type_ in (INT, FLOAT, INTEGER_LITERAL, JSON):
        return type_
    hint = "an amount is never negative; subtract instead" if type_ == AMOUNT else None
    raise mismatch(f"a value of type {type_} has no sign to change", raw.span, hint)


def _call(raw: Raw, scope: Scope) -> Type:
    name = raw.name
    if name not in ARITY:
        raise ExprError(
            "unknown-function",
            f"there is no function {name}",
            raw.span,
            did_you_mean(name, ARITY),
        )
    if len(raw.parts) != ARITY[name]:
        raise _arity(raw)
    if name in NUMERIC:
        return _number(raw, scope)
    if name in AGGREGATE:
        return _aggregate(raw, scope)
    if name in ("len", "count", "tokens"):
        return INT
    if name == "now":
        return TIME
    return BOOL


def _arity(raw: Raw) -> ExprError:
    wanted, given = ARITY[raw.name], len(raw.parts)
    hint = None
    if raw.name in ("min", "max"):
        hint = f"use {raw.name}Of for a list or map" if given == 1 else f"nest {raw.name}"
    noun = "argument" if wanted == 1 else "arguments"
    return ExprError(
        "wrong-arity", f"{raw.name} takes {wanted} {noun}, not {given}", raw.span, hint
    )


def _number(raw: Raw, scope: Scope) -> Type:
    type_ = _common(raw.parts, scope, NOTHING, f"the arguments of {raw.name}")
    if type_ in (INT, FLOAT, INTEGER_LITERAL, JSON) or (type_ == AMOUNT and raw.name != "abs"):
        return type_
    hint = f"use {raw.name}Of" if is_collection(type_) and raw.name != "abs" else None
    raise mismatch(f"{raw.name} does not take a value of type {type_}", raw.span, hint)


def collection(raw: Raw, scope: Scope) -> Type:
    """The type of the list or map that sum, minOf, maxOf and count go over."""
    argument = raw.parts[0]
    if argument.kind == "string":
        return _place(raw, argument, scope)
    type_ = concrete(argument, scope)
    if not is_collection(type_):
        raise mismatch(f"{raw.name} takes a list or a map, not {type_}", argument.span)
    return type_


def _place(raw: Raw, argument: Raw, scope: Scope) -> Type:
    name = argument.name
    if name not in scope.data:
        hint = did_you_mean(name, scope.data)
        if name in scope.places:
            hint = f'use tokens("{name}") for the tokens of a place'
        raise ExprError("unknown-place", f"there is no data place {name}", argument.span, hint)
    type_ = scope.data[name]
    if not is_collection(type_):
        raise mismatch(f"{raw.name} takes a list or a map; {name} is {type_}", argument.span)
    return type_


def _aggregate(raw: Raw, scope: Scope) -> Type:
    type_ = collection(raw, scope)
    if not is_numeric(leaf(type_)):
        raise mismatch(f"{raw.name} takes numbers, not {type_}", raw.parts[0].span)
    return leaf(type_)


def _binary(raw: Raw, scope: Scope) -> Type:
    op = raw.name
    if op not in ("+", "-", "*", "/", "%"):
        return BOOL
    left, right = natural(raw.parts[0], scope), natural(raw.parts[1], scope)
    if TIME in (left, right):
        return time_arithmetic(raw, left, right)[2]
    type_ = join(left, right)
    if type_ is None or not _has_operator(type_, op):
        raise _no_operator(raw, left, right, type_)
    return STRING if type_ == STRING_LITERAL else type_


def _has_operator(type_: Type, op: str) -> bool:
    if type_ in (STRING, STRING_LITERAL):
        return op == "+"
    if type_ == FLOAT:
        return op != "%"
    return type_ in (INT, AMOUNT, INTEGER_LITERAL, JSON)


def supports(type_: Type, op: str) -> bool:
    """Whether the operator works on two values of a (concrete) type."""
    return type_ != JSON and _has_operator(type_, op)


def _no_operator(raw: Raw, left: Type, right: Type, common: Type | None) -> ExprError:
    if common is None:
        hint = None
        if {left, right} <= {INT, FLOAT, AMOUNT}:
            hint = "declare both with the same type"
        return mismatch(f"{raw.name} does not join {left} and {right}", raw.span, hint)
    return mismatch(f"{raw.name} does not work on {common}", raw.span)


def time_arithmetic(raw: Raw, left: Type, right: Type) -> tuple[Type, Type, Type]:
    """The types of left operand, right operand and result where one is a time."""
    if raw.name == "-" and left in (TIME, STRING_LITERAL) and right in (TIME, STRING_LITERAL):
        return TIME, TIME, INT
    if left == TIME and right in (INT, INTEGER_LITERAL) and raw.name in ("+", "-"):
        return TIME, INT, TIME
    hint = "write time + seconds, time - seconds or time - time"
    raise mismatch(f"{raw.name} does not join {left} and {right}", raw.span, hint)
