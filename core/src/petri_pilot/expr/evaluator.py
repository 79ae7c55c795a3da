"""The value of a typed tree in an environment."""

from __future__ import annotations

from collections.abc import Callable
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from petri_pilot.expr.aggregates import extreme, total
from petri_pilot.expr.arithmetic import apply, fit
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
)
from petri_pilot.expr.errors import EvaluationError, WireError
from petri_pilot.expr.scope import Environment
from petri_pilot.expr.types import ListType, MapType
from petri_pilot.expr.wire import Value, parse_wire, zero

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}


def evaluate(expr: Expr, env: Environment) -> Value:
    """The value of an expression, or EvaluationError with a code of docs/semantics.md."""
    value: Value = _HANDLERS[type(expr)](expr, env)
    return value


def _literal(node: Literal, env: Environment) -> Any:
    return node.value


def _list_literal(node: ListLiteral, env: Environment) -> Any:
    return [evaluate(item, env) for item in node.items]


def _param(node: Param, env: Environment) -> Any:
    return _present(env.parameters, node.name)


def _data(node: Data, env: Environment) -> Any:
    return _present(env.data, node.place)


def _tokens(node: Tokens, env: Environment) -> Any:
    return _present(env.marking, node.place)


def _present(values: Any, name: str) -> Any:
    if name not in values:
        raise EvaluationError("missing-field")
    return values[name]


def _index(node: Index, env: Environment) -> Any:
    base: Any = evaluate(node.base, env)
    key: Any = evaluate(node.key, env)
    type_ = node.base.type
    if isinstance(type_, MapType):
        return base[key] if key in base else zero(type_.value)
    if isinstance(type_, ListType):
        return _item(base, key)
    return _json_item(base, key) if isinstance(key, int) else _json_member(base, key)


def _item(items: list[Any], index: int) -> Any:
    if not 0 <= index < len(items):
        raise EvaluationError("missing-field")
    return items[index]


def _json_item(base: Any, index: int) -> Any:
    if not isinstance(base, list):
        raise EvaluationError("type-mismatch")
    return _item(base, index)


def _json_member(base: Any, name: str) -> Any:
    if not isinstance(base, dict):
        raise EvaluationError("type-mismatch")
    return _present(base, name)


def _member(node: Member, env: Environment) -> Any:
    if type(node.base) in _HANDLERS:
        return _json_member(evaluate(node.base, env), node.name)
    if env.user is None:
        raise EvaluationError("missing-field")
    value = getattr(env.user, node.name)
    return list(value) if node.name == "roles" else str(value)


def _call(node: Call, env: Environment) -> Any:
    function = node.function
    if function == "now":
        return env.now
    args: list[Any] = []
    for arg in node.args:
        args.append(evaluate(arg, env))
    if function == "sum":
        return total(node.args[0].type, args[0])
    if function in ("minOf", "maxOf"):
        return extreme(function, args[0])
    if function == "hasRole":
        return env.user is not None and args[0] in env.user.roles
    if function in ("min", "max"):
        return min(args) if function == "min" else max(args)
    if function == "abs":
        return fit(node.type, abs(args[0]))
    return _PLAIN[function](*args)


def _length(value: Any) -> int:
    if not isinstance(value, str | list | dict):
        raise EvaluationError("type-mismatch")
    return len(value)


_PLAIN: dict[str, Callable[..., Value]] = {
    "len": _length,
    "count": _length,
    "contains": lambda text, part: part in text,
    "startsWith": lambda text, part: text.startswith(part),
    "endsWith": lambda text, part: text.endswith(part),
    "includes": lambda over, item: item in over,
}


def _not(node: Not, env: Environment) -> Any:
    return not evaluate(node.operand, env)


def _negate(node: Negate, env: Environment) -> Any:
    operand: Any = evaluate(node.operand, env)
    return fit(node.type, -operand)


def _binary(node: Binary, env: Environment) -> Any:
    op = node.op
    left = evaluate(node.left, env)
    if op == "&&":
        return bool(left) and bool(evaluate(node.right, env))
    if op == "||":
        return bool(left) or bool(evaluate(node.right, env))
    right = evaluate(node.right, env)
    if op in _COMPARE:
        return _COMPARE[op](left, right)
    return apply(op, node.left.type, left, right)


def _cast(node: Cast, env: Environment) -> Any:
    value = evaluate(node.operand, env)
    try:
        return parse_wire(node.type, value)
    except WireError:
        raise EvaluationError("type-mismatch") from None


_HANDLERS: dict[type, Callable[[Any, Environment], Any]] = {
    Literal: _literal,
    ListLiteral: _list_literal,
    Param: _param,
    Data: _data,
    Tokens: _tokens,
    Index: _index,
    Member: _member,
    Call: _call,
    Not: _not,
    Negate: _negate,
    Binary: _binary,
    Cast: _cast,
}
