"""What the traces of an aggregate show, beside what the model lets one ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from petri_pilot.program.ir import Aggregate, ArcKind, Command, Parameter, Program, Transition
from petri_pilot.semantics.access import Access


@dataclass(frozen=True, slots=True)
class Coverage:
    """Sorted names such as `fired ship`, `guard-failed ship`, `input pay /amount required`."""

    covered: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether all that the model lets one ask for is shown."""
        return not self.missing


def coverage(file: Mapping[str, Any], program: Program, *, access: bool = True) -> Coverage:
    """Coverage of one conformance file. Raises LookupError for another program's file.

    Something missing may be impossible (a guard that is never false) or out of
    reach of the bounded search; it is for people to judge.
    """
    aggregate = next((a for a in program.aggregates if a.id == file["aggregate"]), None)
    if aggregate is None:
        raise LookupError(f"{program.name} has no aggregate {file['aggregate']!r}")
    shown = {name for trace in file["traces"] for step in trace["steps"] for name in _shown(step)}
    wanted = set(_wanted(program, aggregate, access))
    return Coverage(tuple(sorted(shown)), tuple(sorted(wanted - shown)))


def _shown(step: Mapping[str, Any]) -> Iterator[str]:
    command, expect = step["command"], step["expect"]
    if expect["outcome"] == "fired":
        yield f"fired {expect['mode']}"
        return
    code = expect["code"]
    yield f"{code} {command}"
    if "constraint" in expect:
        yield f"{code} {expect['constraint']}"
    for error in expect.get("errors", ()):
        parameter = error["pointer"].split("/")[1]
        yield f"input {command} /{parameter} {error['code']}"
        if error["code"] == "unknown-field":
            yield f"input {command} unknown-field"
    for reason in expect.get("reasons", ()):
        yield f"{reason['code']} {command} {reason['place'].split('[')[0]}"


def _wanted(program: Program, aggregate: Aggregate, access: bool) -> Iterator[str]:
    rules = Access(program, aggregate)
    for command in aggregate.commands:
        yield f"{'exists' if command.creates else 'not-found'} {command.id}"
        yield f"input {command.id} unknown-field"
        if access and rules.guarded(command):
            yield f"forbidden {command.id}"
        if any(mode.guard is not None for mode in command.modes):
            yield f"guard-failed {command.id}"
        for mode in command.modes:
            yield f"fired {mode.id}"
        yield from _refusals(command)
        for parameter in command.parameters:
            codes = sorted(_input_codes(parameter))
            yield from (f"input {command.id} /{parameter.name} {code}" for code in codes)
    yield from (f"constraint-violated {constraint.id}" for constraint in aggregate.constraints)


def _refusals(command: Command) -> Iterator[str]:
    found = {name for mode in command.modes for name in _reasons(mode)}
    yield from sorted(f"{code} {command.id} {place}" for code, place in found)


def _reasons(mode: Transition) -> Iterable[tuple[str, str]]:
    for arc in mode.inputs:
        if arc.kind in (ArcKind.NORMAL, ArcKind.READ):
            yield ("missing-tokens", arc.place.id)
        elif arc.kind == ArcKind.INHIBITOR:
            yield ("inhibited", arc.place.id)
    for arc in mode.outputs:
        if arc.place.capacity is not None:
            yield ("capacity-exceeded", arc.place.id)
    for take in mode.takes:
        if take.kind == ArcKind.INHIBITOR:
            yield ("inhibited", take.place.id)
        elif take.value is not None:
            yield ("insufficient-value", take.place.id)
        elif take.kind == ArcKind.READ:
            yield ("missing-entry", take.place.id)


def _input_codes(parameter: Parameter) -> Iterator[str]:
    type_ = str(parameter.type)
    if parameter.required and not parameter.has_default:
        yield "required"
    if type_ != "json":
        yield "wrong-type"
    if type_ in ("int", "float", "time", "json"):  # of amounts one case in a file is enough
        yield "out-of-range"
    if type_ in ("string", "json"):
        yield "invalid-string"
    if type_.startswith("enum("):
        yield "not-in-enum"
    if parameter.validation is not None and type_ in ("string",):
        yield from _lengths(parameter)


def _lengths(parameter: Parameter) -> Iterator[str]:
    validation = parameter.validation
    if validation is not None and validation.min is not None and validation.min > 0:
        yield "too-short"
    if validation is not None and validation.max is not None and validation.max < 5000:
        yield "too-long"
    if validation is not None and validation.pattern is not None:
        yield "pattern"
