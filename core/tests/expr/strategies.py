"""Hypothesis strategies for types and their wire values."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from petri_pilot.expr.types import (
    AMOUNT,
    BOOL,
    FLOAT,
    INT,
    JSON,
    STRING,
    TIME,
    EnumType,
    ListType,
    MapType,
    Type,
)

INT_MAX = 2**63 - 1
STATUS = EnumType(("open", "shut", "in progress"))

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
doubles = st.floats(allow_nan=False, allow_infinity=False)
int64s = st.integers(-(2**63), INT_MAX)
amounts = st.one_of(st.integers(0, 2**70), st.integers(10**4095, 10**4096 - 1))
times = st.datetimes().map(
    lambda t: f"{t.year:04}-{t:%m-%dT%H:%M:%S}.{t.microsecond // 1000:03}Z",
)
json_values = st.recursive(
    st.none() | st.booleans() | int64s | doubles | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)

scalar_types: st.SearchStrategy[Type] = st.sampled_from(
    [STRING, INT, FLOAT, BOOL, TIME, AMOUNT, JSON, STATUS]
)
types: st.SearchStrategy[Type] = st.recursive(
    scalar_types,
    lambda inner: (
        st.builds(ListType, inner) | st.builds(MapType, st.sampled_from([STRING, INT]), inner)
    ),
    max_leaves=3,
)


def wires(type_: Type) -> st.SearchStrategy[Any]:
    """Valid wire values of a type, in canonical form."""
    if isinstance(type_, EnumType):
        return st.sampled_from(type_.values)
    if isinstance(type_, ListType):
        return st.lists(wires(type_.item), max_size=3)
    if isinstance(type_, MapType):
        keys = texts if type_.key == STRING else int64s.map(str)
        return st.dictionaries(keys, wires(type_.value), max_size=3)
    return {
        STRING: texts,
        INT: int64s,
        FLOAT: doubles,
        BOOL: st.booleans(),
        TIME: times,
        AMOUNT: amounts.map(_digits),
        JSON: json_values,
    }[type_]


def _digits(value: int) -> str:
    return str(value)
