"""Step 2 of a decision: reading the input against the declared parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from petri_pilot.expr.types import JSON
from petri_pilot.expr.values import Value, WireError, parse_wire
from petri_pilot.program.ir import Parameter, Validation
from petri_pilot.semantics.decision import FieldError
from petri_pilot.semantics.pattern import compile_pattern

_REQUIRED = "is required"
_UNKNOWN = "is not a parameter of this command"


class _ProblemError(Exception):
    def __init__(self, pointer: str, code: str, message: str) -> None:
        super().__init__(code)
        self.error = FieldError(pointer, code, message)


def read_input(
    parameters: Sequence[Parameter], given: Mapping[str, Any]
) -> tuple[dict[str, Value], tuple[FieldError, ...]]:
    """The values of the parameters that are present, defaults filled in, and all errors."""
    values: dict[str, Value] = {}
    errors: list[FieldError] = []
    for parameter in parameters:
        try:
            _read_parameter(parameter, given, values)
        except _ProblemError as problem:
            errors.append(problem.error)
    known = {p.name for p in parameters}
    for name in sorted(given.keys() - known):
        errors.append(FieldError(f"/{escape(name)}", "unknown-field", _UNKNOWN))
    return values, tuple(errors)


def escape(segment: str) -> str:
    """A segment of a JSON pointer (RFC 6901)."""
    return segment.replace("~", "~0").replace("/", "~1")


def _read_parameter(p: Parameter, given: Mapping[str, Any], values: dict[str, Value]) -> None:
    pointer = f"/{escape(p.name)}"
    absent = p.name not in given or (given[p.name] is None and p.type != JSON)
    if not absent:
        try:
            values[p.name] = parse_wire(p.type, given[p.name])
        except WireError as error:
            raise _ProblemError(pointer + error.pointer, error.code, error.message) from error
        if p.validation is not None:
            _bound(p.validation, values[p.name], pointer)
    elif p.has_default:
        values[p.name] = parse_wire(p.type, p.default)
    elif p.required:
        raise _ProblemError(pointer, "required", _REQUIRED)


def _bound(validation: Validation, value: Any, pointer: str) -> None:
    code, message = _violation(validation, value)
    if code:
        raise _ProblemError(pointer, code, validation.message or message)


def _violation(validation: Validation, value: Any) -> tuple[str, str]:
    sized = isinstance(value, str | list | dict)
    size, what = (len(value), "length") if sized else (value, "value")
    low, high = validation.min, validation.max
    if low is not None and size < low:
        return "too-short" if sized else "out-of-range", f"has a {what} below {low}"
    if high is not None and size > high:
        return "too-long" if sized else "out-of-range", f"has a {what} above {high}"
    if validation.pattern is not None and not compile_pattern(validation.pattern).search(value):
        return "pattern", f"does not match {validation.pattern}"
    return "", ""
