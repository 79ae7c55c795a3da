"""Requests with input at and beyond the edges of what the parameters allow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from petri_pilot.expr.types import AMOUNT, JSON
from petri_pilot.program.ir import Command, Parameter
from petri_pilot.semantics.conformance.bad_values import (
    around,
    deep_json,
    edges,
    too_long_amount,
)


def edge_inputs(command: Command, good: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Inputs that differ from a good one in one parameter; then several faults at once."""
    for parameter in command.parameters:
        rest = {name: value for name, value in good.items() if name != parameter.name}
        yield rest
        for value in _values(parameter, good.get(parameter.name)):
            yield {**rest, parameter.name: value}
    unknown = {"zz": 1, "a/b~c": None, "\ufffd": 1, "😀": 1}
    yield {**good, "no_such_parameter": 1}
    yield {**good, **unknown}
    yield {**{p.name: [[]] for p in command.parameters}, **unknown}


def long_amounts(command: Command, good: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """One input with an amount of too many digits, if the command takes an amount."""
    for parameter in command.parameters:
        if parameter.type == AMOUNT:
            yield {**good, parameter.name: too_long_amount()}
            return


def _values(parameter: Parameter, good: Any) -> Iterator[Any]:
    yield None
    yield from edges(parameter.type)
    if parameter.type == JSON:
        yield deep_json()
    if parameter.validation is not None:
        yield from around(parameter.validation, parameter.type, good)
