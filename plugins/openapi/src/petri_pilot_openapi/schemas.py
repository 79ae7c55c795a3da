"""JSON Schemas (2020-12) of values, inputs, states and events.

They follow the wire forms and input rules of docs/semantics.md.
"""

from __future__ import annotations

from typing import Any

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
from petri_pilot.program.ir import Aggregate, Command, EventType, Parameter, Validation

Schema = dict[str, Any]

INT_MIN, INT_MAX = -(2**63), 2**63 - 1

NO_NUL = "^[^\\u0000]*$"
"""Text without NUL; JSON Schema cannot speak of lone surrogates, which are refused, too."""

SCALARS: dict[Type, Schema] = {
    STRING: {"type": "string", "pattern": NO_NUL},
    INT: {"type": "integer", "minimum": INT_MIN, "maximum": INT_MAX, "format": "int64"},
    FLOAT: {"type": "number", "format": "double"},
    BOOL: {"type": "boolean"},
    TIME: {"type": "string", "format": "date-time"},
    AMOUNT: {"type": "string", "pattern": "^(0|[1-9][0-9]{0,4095})$"},
    JSON: {},
}


def value_schema(type_: Type) -> Schema:
    """The schema of a type's wire form."""
    match type_:
        case EnumType(values=values):
            return {"type": "string", "enum": list(values)}
        case ListType(item=item):
            return {"type": "array", "items": value_schema(item)}
        case MapType(key=key, value=value):
            keys = {"pattern": "^(0|-?[1-9][0-9]{0,18})$"} if key == INT else {"pattern": NO_NUL}
            return {
                "type": "object",
                "propertyNames": keys,
                "additionalProperties": value_schema(value),
            }
        case _:
            return dict(SCALARS[type_])


def parameter_schema(parameter: Parameter) -> Schema:
    """The schema of an input. An optional one may also be null, which counts as absent."""
    schema = value_schema(parameter.type)
    if parameter.validation is not None:
        schema = bounded(schema, parameter.type, parameter.validation)
    optional = not parameter.required or parameter.has_default
    if optional and schema and schema.get("type") != "null":
        schema = {"anyOf": [schema, {"type": "null"}]}
    if parameter.description:
        schema["description"] = parameter.description
    if parameter.has_default:
        schema["default"] = parameter.default
    return schema


def bounded(schema: Schema, type_: Type, bounds: Validation) -> Schema:
    """The schema with the bounds of a validation added."""
    low, high = bounds_keywords(type_)
    extra: Schema = {}
    if low and bounds.min is not None:
        extra[low] = max(bounds.min, schema.get(low, bounds.min))
    if high and bounds.max is not None:
        extra[high] = min(bounds.max, schema.get(high, bounds.max))
    if bounds.pattern is not None:
        # The type's own pattern stays: both must hold.
        extra["allOf"] = [{"pattern": bounds.pattern}]
    if bounds.message:
        extra["x-message"] = bounds.message
    return {**schema, **extra}


def bounds_keywords(type_: Type) -> tuple[str | None, str | None]:
    """The keywords that bound a value of the type, or its length."""
    match type_:
        case ListType():
            return "minItems", "maxItems"
        case MapType():
            return "minProperties", "maxProperties"
        case _ if type_ in (INT, FLOAT):
            return "minimum", "maximum"
        case _ if type_ == STRING:
            return "minLength", "maxLength"
        case _:
            # An amount is a string; its size is beyond JSON Schema and is in the description.
            return None, None


def closed(properties: Schema, required: list[str], **more: Any) -> Schema:
    """An object with these properties and no others."""
    schema: Schema = {"type": "object", "additionalProperties": False, **more}
    if properties:
        schema["properties"] = properties
    if required:
        schema["required"] = required
    return schema


def input_schema(command: Command) -> Schema:
    """The schema of a command's input object."""
    required = [p.name for p in command.parameters if p.required and not p.has_default]
    properties = {p.name: parameter_schema(p) for p in command.parameters}
    return closed(properties, required, title=f"Input of {command.id}")


def event_data_schema(event: EventType) -> Schema:
    """The schema of an event's payload."""
    properties = {
        f.name: value_schema(f.type) | ({"description": f.description} if f.description else {})
        for f in event.fields
    }
    return closed(properties, [f.name for f in event.fields if f.required], title=event.name)


def marking_schema(aggregate: Aggregate) -> Schema:
    """The schema of the tokens of each place."""
    properties: Schema = {}
    for place in aggregate.places:
        properties[place.id] = {"type": "integer", "minimum": 0, "maximum": INT_MAX}
        if place.capacity is not None:
            properties[place.id]["maximum"] = max(place.capacity, place.initial)
        if place.description:
            properties[place.id]["description"] = place.description
    return closed(properties, list(properties))


def data_schema(aggregate: Aggregate) -> Schema:
    """The schema of the data of an instance."""
    properties: Schema = {}
    for data in aggregate.data:
        properties[data.id] = value_schema(data.type)
        if data.description:
            properties[data.id]["description"] = data.description
    return closed(properties, list(properties))


def instance_schema(aggregate: Aggregate) -> Schema:
    """The schema of an instance as the API shows it."""
    commands = [c.id for c in aggregate.commands if not c.creates]
    command: Schema = {"type": "string"}
    if commands:
        command["enum"] = commands
    properties: Schema = {
        "id": {"type": "string"},
        "version": {"type": "integer", "minimum": 1, "maximum": INT_MAX},
        "marking": marking_schema(aggregate),
        "data": data_schema(aggregate),
        "enabled": {
            "type": "array",
            "items": closed(
                {
                    "command": command,
                    "enabled": {"type": "boolean"},
                    "reasons": {"type": "array", "items": {"$ref": "#/components/schemas/Reason"}},
                },
                ["command", "enabled", "reasons"],
            ),
        },
        "created_at": {"type": "string", "format": "date-time"},
        "updated_at": {"type": "string", "format": "date-time"},
    }
    return closed(properties, list(properties), title=aggregate.name)


def event_schema(aggregate: Aggregate) -> Schema:
    """The schema of a stored event as the API shows it: one alternative a command."""
    common: Schema = {
        "id": {"type": "string", "format": "uuid"},
        "version": {"type": "integer", "minimum": 1, "maximum": INT_MAX},
        "actor": {"type": ["string", "null"], "description": "Null when nobody was signed in"},
        "at": {"type": "string", "format": "date-time"},
        "schema_version": {"type": "integer", "minimum": 1},
    }
    kinds = []
    for command in aggregate.commands:
        own: Schema = {
            "type": {"const": command.event.id},
            "command": {"const": command.id},
            "mode": {"enum": [mode.id for mode in command.modes]},
            "data": event_data_schema(command.event),
        }
        properties = {**common, **own}
        required = [
            "id",
            "version",
            "type",
            "command",
            "mode",
            "data",
            "actor",
            "at",
            "schema_version",
        ]
        kinds.append(closed(properties, required, title=command.event.name))
    return {"oneOf": kinds}
