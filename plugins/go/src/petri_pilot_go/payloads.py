"""Inputs of commands and payloads of events: structs, readers, printers."""

from __future__ import annotations

from dataclasses import dataclass

from petri_pilot.program.ir import Command, EventField, EventType, Parameter

from petri_pilot_go.constants import constant
from petri_pilot_go.layout import Line, columns
from petri_pilot_go.literals import go_comment, go_string, sentence
from petri_pilot_go.scope import Scope
from petri_pilot_go.types import go_type
from petri_pilot_go.validations import checks


def absent(parameter: Parameter) -> bool:
    """Whether the parameter can have no value in a decision."""
    return not parameter.required and not parameter.has_default


@dataclass(frozen=True, slots=True)
class InputStruct:
    """The Go text of a command's input."""

    name: str
    reader: str
    command: str
    fields: str
    """The struct's fields, aligned."""
    reads: str
    """The members of the literal that reads it, aligned."""


@dataclass(frozen=True, slots=True)
class EventStruct:
    """The Go text of an event's payload."""

    name: str
    reader: str
    comment: str
    fields: str
    reads: str
    puts: tuple[str, ...]
    """Statements that print the payload, by code point of the names."""


@dataclass(frozen=True, slots=True)
class Record:
    """The function that makes a command's event from its input and the state."""

    function: str
    event: str
    input: str
    command: str
    members: str


def input_struct(scope: Scope, command: Command) -> InputStruct:
    """The input of a command that has parameters."""
    names = scope.input_fields(command)
    name = scope.input(command) or ""
    fields = [
        Line((names[p.name], ("*" if absent(p) else "") + go_type(p.type)), _about(p.description))
        for p in command.parameters
    ]
    reads = [Line((names[p.name] + ":", _read(scope, p) + ",")) for p in command.parameters]
    reader = scope.names.take("read" + name)
    return InputStruct(name, reader, command.id, columns(fields), columns(reads, "\t\t"))


def _about(description: str) -> str:
    return go_comment(sentence(description)) if description.strip() else ""


def _read(scope: Scope, p: Parameter) -> str:
    codec = scope.codecs.of(p.type)
    arguments = ["r", go_string(p.name), codec]
    kind = "Optional" if absent(p) else "Required"
    if p.has_default:
        kind = "Default"
        arguments.append(constant(p.type, p.default))
    arguments += checks(p, scope)
    return f"value.{kind}({', '.join(arguments)})"


def optional_fields(scope: Scope, event: EventType) -> frozenset[str]:
    """The fields that some command of the event may leave out."""
    users = scope.users.get(event, [])
    return frozenset(f.name for f in event.fields if any(_left_out(c, f) for c in users))


def _left_out(command: Command, field: EventField) -> bool:
    if field.from_data is not None:
        return False
    own = [p for p in command.parameters if p.name == field.name]
    return not own or absent(own[0])


def event_struct(scope: Scope, event: EventType) -> EventStruct:
    """The payload of an event that has fields."""
    names = scope.event_fields(event)
    name = scope.event(event) or ""
    optional = optional_fields(scope, event)
    fields, reads = [], []
    for f in event.fields:
        may_miss = f.name in optional
        codec = scope.codecs.of(f.type)
        type_ = ("*" if may_miss else "") + go_type(f.type)
        fields.append(Line((names[f.name], type_), _about(f.description)))
        kind = "Optional" if may_miss else "Required"
        read = f"value.{kind}(r, {go_string(f.name)}, {codec}),"
        reads.append(Line((names[f.name] + ":", read)))
    puts = tuple(
        f"value.Put{'Optional' if f.name in optional else ''}"
        f"(&w, {go_string(f.name)}, {scope.codecs.of(f.type)}, event.{names[f.name]})"
        for f in sorted(event.fields, key=lambda f: f.name)
    )
    reader = scope.names.take("read" + name)
    text = f"{name} is the payload of {go_string(event.id)[1:-1]}"
    described = sentence(event.description)
    comment = go_comment(f"{text}: {described}" if described else text + ".")
    return EventStruct(name, reader, comment, columns(fields), columns(reads, "\t\t"), puts)


def record(scope: Scope, command: Command) -> Record:
    """How a command's event comes from its input."""
    event = scope.event(command.event) or ""
    members = []
    optional = optional_fields(scope, command.event)
    for f in command.event.fields:
        source = _source(scope, command, f, f.name in optional)
        if source is not None:
            members.append(Line((scope.event_fields(command.event)[f.name] + ":", source + ",")))
    input_ = scope.input(command)
    function = scope.function("record", command.id)
    parameter = f"in *{input_}" if input_ else "_ *workflow.Nothing"
    return Record(function, event, parameter, command.id, columns(members, "\t\t"))


def _source(scope: Scope, command: Command, f: EventField, optional: bool) -> str | None:
    if f.from_data is not None:
        return "s.Data." + scope.fields[f.from_data.id]
    for p in command.parameters:
        if p.name == f.name:
            source = "in." + scope.input_fields(command)[p.name]
            return "&" + source if optional and not absent(p) else source
    return None
