"""Types and constant values of a document."""

from __future__ import annotations

from typing import Any

from petri_pilot.expr import TypeNameError, parse_type
from petri_pilot.expr.errors import WireError
from petri_pilot.expr.types import AMOUNT, EnumType, Type
from petri_pilot.expr.values import parse_wire, to_wire, zero
from petri_pilot.model.record import Record
from petri_pilot.program.context import Context
from petri_pilot.program.ir import Validation
from petri_pilot.program.kinds.types import BadType, BadValue


def read_type(ctx: Context, text: str, pointer: str) -> Type | None:
    """The type that a text names; None if none (and then it was reported)."""
    try:
        return parse_type(text)
    except TypeNameError as error:
        ctx.report(BadType(error.message), pointer, *([error.hint] if error.hint else []))
        return None


def read_field_type(ctx: Context, record: Record, default: Type) -> Type | None:
    """The type of an entity's field or input, where `type: enum` has its `values` beside it."""
    values = record.get("values")
    text = record.get("type")
    if values is not None:
        if text not in (None, "enum"):
            ctx.report(BadType(f"'values' belongs to the type enum, not {text}"), record.at("type"))
            return None
        if len(set(values)) != len(values):
            ctx.report(BadType("an enum has each value once"), record.at("values"))
            return None
        return EnumType(tuple(values))
    return default if text is None else read_type(ctx, text, record.at("type"))


def read_constant(ctx: Context, type_: Type, value: Any, pointer: str) -> Any:
    """A default or initial value in wire form; the zero of the type if it is invalid."""
    if type_ == AMOUNT and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    try:
        return to_wire(type_, parse_wire(type_, value))
    except WireError as error:
        shown = repr(value)
        shown = shown if len(shown) <= 60 else shown[:57] + "..."
        ctx.report(BadValue(shown, str(type_), error.message), pointer)
        return zero_of(type_)


def zero_of(type_: Type) -> Any:
    """The zero of a type in wire form."""
    return to_wire(type_, zero(type_))


def read_validation(record: Record | None) -> Validation | None:
    """The bounds of an input."""
    if not record:
        return None
    return Validation(
        record.get("min"), record.get("max"), record.get("pattern"), record.get("message")
    )
