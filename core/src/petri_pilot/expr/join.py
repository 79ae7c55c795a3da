"""Which type two operands have in common.

Literals and json values have no type of their own: a literal takes the type
that its neighbour wants, a json value is read as that type.
"""

from __future__ import annotations

from petri_pilot.expr.types import (
    INT,
    JSON,
    NUMERIC,
    STRING,
    TIME,
    EnumType,
    ListType,
    MapType,
    ScalarType,
    Type,
)

INTEGER_LITERAL = ScalarType("integer literal")
STRING_LITERAL = ScalarType("string literal")
NOTHING = ScalarType("nothing")
"""The item of an empty list literal."""


def join(a: Type, b: Type) -> Type | None:
    """The common type, None if there is none. Symmetric."""
    if a == b:
        return a
    if isinstance(a, ListType) and isinstance(b, ListType):
        item = join(a.item, b.item)
        return None if item is None else ListType(item)
    return _adapted(a, b) or _adapted(b, a)


def _adapted(a: Type, b: Type) -> Type | None:
    if a == NOTHING:
        return b
    if a == INTEGER_LITERAL:
        if b == JSON:
            return a
        return b if b in NUMERIC else None
    if a == STRING_LITERAL:
        if b == JSON:
            return a
        return b if b in (STRING, TIME) or isinstance(b, EnumType) else None
    if a == JSON and b not in (INTEGER_LITERAL, STRING_LITERAL):
        return b
    return None


def default(type_: Type) -> Type | None:
    """The type where no neighbour wants one; None for an empty list."""
    if type_ == INTEGER_LITERAL:
        return INT
    if type_ == STRING_LITERAL:
        return STRING
    if type_ == NOTHING:
        return None
    if isinstance(type_, ListType):
        item = default(type_.item)
        return None if item is None else ListType(item)
    return type_


def leaf(type_: Type) -> Type:
    """The type at the bottom of nested lists and maps."""
    while isinstance(type_, ListType | MapType):
        type_ = type_.item if isinstance(type_, ListType) else type_.value
    return type_


def is_collection(type_: Type) -> bool:
    """Whether it is a list or a map."""
    return isinstance(type_, ListType | MapType)


def is_comparable(type_: Type) -> bool:
    """Whether == works: scalars other than json."""
    return not is_collection(type_) and type_ != JSON


def is_ordered(type_: Type) -> bool:
    """Whether < works."""
    return type_ in NUMERIC or type_ in (STRING, TIME) or isinstance(type_, EnumType)
