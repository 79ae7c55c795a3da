"""Step 2 of a decision: reading the input against the declared parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from petri_pilot.expr.types import JSON, INT, ListType, MapType, Type
from petri_pilot.expr.values import Value, WireError, parse_wire
from petri_pilot.program.ir import Parameter, Validation
from petri_pilot.semantics.decision import FieldError
from petri_pilot.semantics.pattern import compile_pattern

_MESSAGES = {
    "required": "is required",
    "wrong-type": "does not have the type {type}",
    "out-of-range": "is out of range",
    "invalid-string": "holds a character that is not allowed",
    "not-in-enum": "is none of the allowed values",
    "too-short": "is too short",
    "too-long": "is too long",
    "pattern": "does not match the pattern",
    "unknown-field": "is not a parameter of this command",
}


class _Problem(Exception):
    def __init__(self, pointer: str, code: str) -> None:
        super().__init__(code)
        self.pointer = pointer
        self.code = code


def read_input(
    parameters: Sequence[Parameter], given: Mapping[str, Any]
) -> tuple[dict[str, Value], tuple[FieldError, ...]]:
    """The values of the parameters that are present, defaults filled in, and all errors."""
    values: dict[str, Value] = {}
    errors: list[FieldError] = []
    for parameter in parameters:
        try:
            _read_parameter(parameter, given, values)
        except _Problem as problem:
            errors.append(_field_error(parameter, problem))
    known = {p.name for p in parameters}
    for name in sorted(given.keys() - known):
        text = _MESSAGES["unknown-field"]
        errors.append(FieldError(f"/{escape(name)}", "unknown-field", text))
    return values, tuple(errors)


def escape(segment: str) -> str:
    """A segment of a JSON pointer (RFC 6901)."""
    return segment.replace("~", "~0").replace("/", "~1")


def _read_parameter(p: Parameter, given: Mapping[str, Any], values: dict[str, Value]) -> None:
    pointer = f"/{escape(p.name)}"
    absent = p.name not in given or (given[p.name] is None and p.type != JSON)
    if not absent:
        values[p.name] = _read(p.type, given[p.name], pointer)
        if p.validation is not None:
            _bound(p.validation, p.type, values[p.name], pointer)
    elif p.has_default:
        values[p.name] = parse_wire(p.type, p.default)
    elif p.required:
        raise _Problem(pointer, "required")


def _read(type_: Type, wire: Any, pointer: str) -> Value:
    if isinstance(type_, ListType):
        if not isinstance(wire, list):
            raise _Problem(pointer, "wrong-type")
        return [_read(type_.item, item, f"{pointer}/{i}") for i, item in enumerate(wire)]
    if isinstance(type_, MapType):
        if not isinstance(wire, dict):
            raise _Problem(pointer, "wrong-type")
        return dict(_entry(type_, key, wire[key], pointer) for key in sorted(wire))
    return _scalar(type_, wire, pointer)


def _entry(type_: MapType, key: str, wire: Any, pointer: str) -> tuple[Any, Value]:
    inner = f"{pointer}/{escape(key)}"
    return _key(type_.key, key, inner), _read(type_.value, wire, inner)


def _key(type_: Type, key: str, pointer: str) -> Any:
    if type_ != INT:
        return _scalar(type_, key, pointer)
    digits = key.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 19):
        raise _Problem(pointer, "wrong-type")
    number = int(key)
    if str(number) != key or not -(2**63) <= number < 2**63:
        raise _Problem(pointer, "wrong-type")
    return number


def _scalar(type_: Type, wire: Any, pointer: str) -> Value:
    try:
        return parse_wire(type_, wire)
    except WireError as error:
        raise _Problem(pointer, error.code) from error


def _bound(validation: Validation, type_: Type, value: Any, pointer: str) -> None:
    sized = isinstance(value, str | list | dict)
    size = len(value) if sized else value
    if validation.min is not None and size < validation.min:
        raise _Problem(pointer, "too-short" if sized else "out-of-range")
    if validation.max is not None and size > validation.max:
        raise _Problem(pointer, "too-long" if sized else "out-of-range")
    if validation.pattern is not None and not compile_pattern(validation.pattern).search(value):
        raise _Problem(pointer, "pattern")


def _field_error(parameter: Parameter, problem: _Problem) -> FieldError:
    own = parameter.validation.message if parameter.validation else None
    of_validation = problem.code in ("too-short", "too-long", "pattern", "out-of-range")
    text = own if own and of_validation else _MESSAGES.get(problem.code, problem.code)
    message = text if text is own else text.format(type=parameter.type)
    return FieldError(problem.pointer, problem.code, message)
