"""Entries of (nested) maps, as persistent values: every write makes new maps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from petri_pilot.expr.types import MapType, Type
from petri_pilot.expr.values import Value, zero


def entry_type(type_: Type, keys: int) -> Type:
    """The type of what `keys` keys lead to. Raises TypeError if there are too many."""
    for _ in range(keys):
        if not isinstance(type_, MapType):
            raise TypeError(f"{type_} has no keys")
        type_ = type_.value
    return type_


def has_entry(value: Any, keys: Sequence[Any]) -> bool:
    """Whether every key on the way is present."""
    for key in keys:
        if key not in value:
            return False
        value = value[key]
    return True


def read_entry(value: Any, keys: Sequence[Any], type_: Type) -> Value:
    """The entry, or the zero of its type (`type_`) when it is not there."""
    for key in keys:
        if key not in value:
            return zero(type_)
        value = value[key]
    return value  # type: ignore[no-any-return]


def write_entry(value: Any, keys: Sequence[Any], new: Value) -> Value:
    """The value with the entry set; makes the maps that are missing on the way."""
    if not keys:
        return new
    inner = value.get(keys[0], {})
    return {**value, keys[0]: write_entry(inner, keys[1:], new)}


def drop_entry(value: Any, keys: Sequence[Any]) -> Value:
    """The value without the entry; the same value if it is not there."""
    if not has_entry(value, keys):
        return value  # type: ignore[no-any-return]
    if len(keys) == 1:
        return {key: item for key, item in value.items() if key != keys[0]}
    return {**value, keys[0]: drop_entry(value[keys[0]], keys[1:])}
