"""Parameters of commands."""

from __future__ import annotations

from dataclasses import dataclass, field

from petri_pilot.expr.types import Type
from petri_pilot.model.record import Record
from petri_pilot.program.context import Context
from petri_pilot.program.ir import Parameter
from petri_pilot.program.values import read_constant, read_type, read_validation


@dataclass(slots=True)
class Parameters:
    """The parameters of a transition by name, in the author's order."""

    known: dict[str, Parameter] = field(default_factory=dict)
    poisoned: set[str] = field(default_factory=set)
    """Parameters without a known type."""
    flags: dict[str, Record] = field(default_factory=dict)
    """Their records, for the flags of older tools."""

    def types(self) -> dict[str, Type]:
        """The types of the known ones."""
        return {p.name: p.type for p in self.known.values()}


def read_bindings(ctx: Context, records: list[Record]) -> Parameters:
    """The parameters that a transition declares."""
    result = Parameters()
    for record in records:
        name = record["name"]
        if name in result.flags:
            first = ctx.origin(result.flags[name].pointer)
            ctx.duplicate("parameter", name, record.at("name"), first)
            continue
        result.flags[name] = record
        type_ = read_type(ctx, record.get("type", "string"), record.at("type"))
        if type_ is None:
            result.poisoned.add(name)
        else:
            result.known[name] = make_parameter(ctx, record, name, type_, default_required=True)
    return result


def make_parameter(
    ctx: Context, record: Record, name: str, type_: Type, *, default_required: bool
) -> Parameter:
    """One parameter. A default makes it optional."""
    has_default = record.get("default") is not None
    default = None
    if has_default:
        default = read_constant(ctx, type_, record["default"], record.at("default"))
    return Parameter(
        name=name,
        type=type_,
        required=record.get("required", default_required) and not has_default,
        description=record.get("description", ""),
        origin=ctx.origin(record.pointer),
        has_default=has_default,
        default=default,
        validation=read_validation(record.get("validation")),
    )
