"""Bounds of a parameter as checks of the runtime."""

from __future__ import annotations

import math

from petri_pilot.expr.types import AMOUNT, FLOAT, ListType, MapType, Type
from petri_pilot.program.ir import Parameter

from petri_pilot_go.literals import go_float, go_string
from petri_pilot_go.scope import Scope
from petri_pilot_go.types import go_type

_MAX = 2**63 - 1
_MIN = -(2**63)


def checks(parameter: Parameter, scope: Scope) -> list[str]:
    """The checks of the parameter's validation, as arguments, in their order."""
    v = parameter.validation
    if v is None:
        return []
    found = []
    if v.min is not None:
        found += _bound(parameter.type, "Least", "Min", v.min)
    if v.max is not None:
        found += _bound(parameter.type, "Most", "Max", v.max)
    if v.pattern is not None:
        found.append(f"value.Matches({scope.pattern(parameter.name, v.pattern)})")
    if v.message is None:
        return found
    return [f"value.Because({go_string(v.message)}, {check})" for check in found]


def _bound(type_: Type, side: str, length: str, bound: int | float) -> list[str]:
    whole = math.ceil(bound) if side == "Least" else math.floor(bound)
    match type_:
        case ListType(item=item):
            return [f"value.{length}Items[{go_type(item)}]({_size(whole)})"]
        case MapType(key=key, value=value):
            return [f"value.{length}Entries[{go_type(key)}, {go_type(value)}]({_size(whole)})"]
    if type_ == FLOAT:
        return [f"value.At{side}({go_float(float(bound))})"]
    if type_ == AMOUNT:
        return _amount(side, whole)
    if go_type(type_) == "string":
        return [f"value.{length}Length({_size(whole)})"]
    return _integer(side, whole)


def _size(bound: int) -> int:
    return max(min(bound, 2**31 - 1), -1)


def _integer(side: str, whole: int) -> list[str]:
    if _MIN <= whole <= _MAX:
        return [f"value.At{side}[int64]({whole})"]
    always = (whole < _MIN) if side == "Least" else (whole > _MAX)
    never = [f"value.AtLeast[int64]({_MAX})", f"value.AtMost[int64]({_MIN})"]
    return [] if always else never


def _amount(side: str, whole: int) -> list[str]:
    if whole >= 0:
        return [f"value.AmountAt{side}(value.MustAmount({go_string(str(whole))}))"]
    never = ['value.AmountAtLeast(value.MustAmount("1"))', "value.AmountAtMost(value.Amount{})"]
    return [] if side == "Least" else never
