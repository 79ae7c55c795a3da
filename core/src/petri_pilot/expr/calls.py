"""Typing of function calls."""

from __future__ import annotations

from petri_pilot.expr.ast import Call, Data, Expr, Literal, Tokens
from petri_pilot.expr.comparisons import Elaborate, common_type
from petri_pilot.expr.errors import ExprError
from petri_pilot.expr.functions import AGGREGATE, NUMERIC, TEXT
from petri_pilot.expr.join import NOTHING, is_collection, join
from petri_pilot.expr.names import did_you_mean, no_caller
from petri_pilot.expr.natural import collection, concrete, mismatch, natural
from petri_pilot.expr.scope import Scope
from petri_pilot.expr.syntax import Raw
from petri_pilot.expr.types import (
    AMOUNT,
    FLOAT,
    INT,
    JSON,
    STRING,
    ListType,
    MapType,
    Type,
)


def call_node(raw: Raw, want: Type, scope: Scope, elaborate: Elaborate) -> Expr:
    """The typed node of a call. `want` decides the type of min, max and abs of literals."""
    type_ = natural(raw, scope)
    name = raw.name
    if name in NUMERIC:
        return _number(raw, type_, want, scope, elaborate)
    if name == "tokens":
        return Tokens(type=INT, span=raw.span, place=_token_place(raw, scope))
    args: tuple[Expr, ...] = ()
    if name in AGGREGATE or name == "count":
        args = (_collection(raw, scope, elaborate),)
    elif name == "len":
        args = (_measured(raw, scope, elaborate),)
    elif name in TEXT:
        args = _texts(raw, scope, elaborate)
    elif name == "includes":
        args = _includes(raw, scope, elaborate)
    elif name == "hasRole":
        args = (_role(raw, scope),)
    return Call(type=type_, span=raw.span, function=name, args=args)


def _number(raw: Raw, type_: Type, want: Type, scope: Scope, elaborate: Elaborate) -> Call:
    allowed = (INT, FLOAT) if raw.name == "abs" else (INT, FLOAT, AMOUNT)
    if want not in allowed or join(type_, want) != want:
        if type_ == JSON and want == JSON:
            raise ExprError("unknown-type", "the type of this number is not known", raw.span)
        raise mismatch(f"{want} is wanted here, not {type_}", raw.span)
    # A loop, not a generator: one frame less at every level of nesting.
    args: list[Expr] = []
    for part in raw.parts:
        args.append(elaborate(part, want, scope))
    return Call(type=want, span=raw.span, function=raw.name, args=tuple(args))


def _token_place(raw: Raw, scope: Scope) -> str:
    place = _quoted(raw, "the name of a place")
    if place in scope.places:
        return place
    hint = did_you_mean(place, scope.places)
    if place in scope.data:
        hint = f"{place} holds data; use its bare name"
    raise ExprError("unknown-place", f"there is no token place {place}", raw.parts[0].span, hint)


def _quoted(raw: Raw, what: str) -> str:
    argument = raw.parts[0]
    if argument.kind == "string":
        return argument.name
    hint = f'write {raw.name}("{argument.name}")' if argument.kind == "name" else None
    raise mismatch(f"{raw.name} takes {what} in quotes", argument.span, hint)


def _collection(raw: Raw, scope: Scope, elaborate: Elaborate) -> Expr:
    argument = raw.parts[0]
    type_ = collection(raw, scope)
    if argument.kind == "string":
        return Data(type=type_, span=argument.span, place=argument.name)
    return elaborate(argument, type_, scope)


def _measured(raw: Raw, scope: Scope, elaborate: Elaborate) -> Expr:
    argument = raw.parts[0]
    type_ = concrete(argument, scope)
    if type_ in (STRING, JSON) or is_collection(type_):
        return elaborate(argument, type_, scope)
    raise mismatch(f"len takes a string, list or map, not {type_}", argument.span)


def _texts(raw: Raw, scope: Scope, elaborate: Elaborate) -> tuple[Expr, ...]:
    first = natural(raw.parts[0], scope)
    if raw.name == "contains" and is_collection(first):
        raise mismatch(f"contains takes strings, not {first}", raw.parts[0].span, "use includes")
    return tuple(elaborate(part, STRING, scope) for part in raw.parts)


def _includes(raw: Raw, scope: Scope, elaborate: Elaborate) -> tuple[Expr, ...]:
    over, item = raw.parts
    type_ = natural(over, scope)
    if isinstance(type_, MapType):
        return elaborate(over, type_, scope), elaborate(item, type_.key, scope)
    if not isinstance(type_, ListType):
        hint = "use contains for strings" if type_ == STRING else None
        raise mismatch(f"includes takes a list or a map, not {type_}", over.span, hint)
    wanted = natural(item, scope)
    if type_.item == NOTHING:
        type_ = ListType(wanted)
    target = common_type(raw, type_.item, wanted)
    return elaborate(over, ListType(target), scope), elaborate(item, target, scope)


def _role(raw: Raw, scope: Scope) -> Literal:
    if not scope.user:
        raise no_caller(raw.span)
    role = _quoted(raw, "the name of a role")
    if scope.roles is not None and role not in scope.roles:
        raise ExprError(
            "unknown-role",
            f"there is no role {role}",
            raw.parts[0].span,
            did_you_mean(role, scope.roles),
        )
    return Literal(type=STRING, span=raw.parts[0].span, value=role)
