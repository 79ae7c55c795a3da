"""Bounds on inputs that cannot be checked, or that nothing satisfies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from petri_pilot.diagnostics.diagnostic import Diagnostic, Kind
from petri_pilot.expr.types import STRING, ListType, MapType, is_numeric
from petri_pilot.program.ir import Parameter, Program, Validation
from petri_pilot.semantics.pattern import PatternError, compile_pattern


class BadBounds(Kind):
    """The bounds of an input make no sense for its type.

    What it finds
        `min` above `max`, bounds on types that have neither size nor length,
        patterns on anything but strings, lengths that are no whole numbers.
    Why it matters
        They would refuse everything, or nothing.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        transitions:
          - id: close
            bindings: [{name: sure, type: bool, validation: {min: 1}}]
        arcs: [{from: open, to: close}]
        ```
    How to fix
        Follow the message.
    """

    code = "core/bad-bounds"
    template = "the validation of {parameter!r} cannot be: {reason}"
    parameter: str
    reason: str


class PatternNotPortable(Kind):
    """A pattern is not a regular expression that all targets read alike.

    What it finds
        Patterns that do not compile, look around, or refer back to a group.
    Why it matters
        Look-around and back-references need backtracking, which takes
        exponential time on hostile input, and Go does not have them.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        transitions:
          - id: close
            bindings: [{name: code, validation: {pattern: "(?=a)b"}}]
        arcs: [{from: open, to: close}]
        ```
    How to fix
        Write it with character classes, groups and repetition only.
    """

    code = "core/pattern-not-portable"
    template = "the pattern of {parameter!r} {reason}"
    parameter: str
    reason: str


_BACKTRACKING = re.compile(r"(?<!\\)(?:\\\\)*(?:\(\?(?:[=!>]|<[=!]|P=|\()|\\[1-9]|[*+?}]\+)")
"""Look-around, atomic groups, conditionals, back-references, possessive repetition."""


def check_inputs(program: Program) -> Iterator[Diagnostic]:
    """Findings about the validation of inputs."""
    for aggregate in program.aggregates:
        for command in aggregate.commands:
            for parameter in command.parameters:
                if parameter.validation is not None:
                    yield from _check(parameter, parameter.validation)


def _check(parameter: Parameter, validation: Validation) -> Iterator[Diagnostic]:
    origin = parameter.origin.at("validation")
    reason = _bounds_fault(parameter, validation)
    if reason is not None:
        yield Diagnostic(BadBounds(parameter.name, reason), origin)
    if validation.pattern is not None and parameter.type == STRING:
        reason = _pattern_fault(validation.pattern)
        if reason is not None:
            yield Diagnostic(PatternNotPortable(parameter.name, reason), origin.at("pattern"))


def _bounds_fault(parameter: Parameter, validation: Validation) -> str | None:
    low, high = validation.min, validation.max
    type_ = parameter.type
    has_length = type_ == STRING or isinstance(type_, ListType | MapType)
    if (low is not None or high is not None) and not (has_length or is_numeric(type_)):
        return f"a {type_} has neither size nor length"
    if low is not None and high is not None and low > high:
        return f"min {low} is above max {high}"
    if has_length and any(isinstance(b, float) or (b is not None and b < 0) for b in (low, high)):
        return "a length is a whole number that is not negative"
    if validation.pattern is not None and type_ != STRING:
        return f"a pattern is for strings, and this is {type_}"
    return None


def _pattern_fault(pattern: str) -> str | None:
    found = _BACKTRACKING.search(pattern)
    if found:
        return f"needs backtracking at {found.group(0)!r}"
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        return f"is no regular expression: {error}"
    try:
        compile_pattern(pattern)
    except PatternError as error:
        return f"cannot be used: {error}"
    return None
