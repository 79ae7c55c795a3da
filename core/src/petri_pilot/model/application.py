"""The application document: entities and what several of them share."""

# ruff: noqa: RUF012 -- pydantic copies the defaults of its fields

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from petri_pilot.model.access import AccessDocument, RoleDocument
from petri_pilot.model.base import (
    Document,
    Expression,
    Identifier,
    Json,
    Text,
    TypeName,
    aliased,
    feature,
)
from petri_pilot.model.extensions import Extensions
from petri_pilot.model.net import ConstraintDocument, HttpDocument, Name, ValidationDocument

EnumValues = Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1)]


class ReferenceDocument(Document):
    """A field that holds another entity's id."""

    entity: Identifier
    on_delete: Literal["restrict", "cascade", "nullify"] = "restrict"


class FieldDocument(Document):
    """A field of an entity."""

    id: Identifier
    name: Text | None = None
    type: TypeName = "string"
    values: EnumValues | None = None
    """For `type: enum`."""
    description: Text = ""
    required: bool = False
    """The creating action needs it."""
    unique: bool = feature("unique", when=True, default=False)
    indexed: bool = feature("indexed", when=True, default=False)
    default: Json = None
    reference: ReferenceDocument | None = feature("references")
    computed: Expression | None = feature("computed-fields")
    validation: ValidationDocument | None = None
    decimals: Json = feature("decimals")
    unit: Json = feature("unit")


class StateDocument(Document):
    """A state of an entity."""

    id: Identifier
    name: Text | None = None
    description: Text = ""
    initial: bool = False
    terminal: bool = aliased("final", default=False)


class InputDocument(Document):
    """An input of an action. It sets the field of its name, unless an effect does."""

    id: Identifier
    name: Text | None = None
    type: TypeName | None = None
    """Default: that of the field of the same name, else string."""
    values: EnumValues | None = None
    description: Text = ""
    required: bool = False
    default: Json = None
    validation: ValidationDocument | None = None


class EffectDocument(Document):
    """What an action does to a field."""

    field: Identifier
    op: Literal["set", "add", "subtract", "append", "remove"] = "set"
    keys: list[Expression] | None = None
    value: Expression | int | float | bool | None = None


class ActionDocument(Document):
    """An action: a command with one mode a state that it starts from."""

    id: Identifier
    name: Text | None = None
    description: Text = ""
    creates: bool = False
    """It makes the instance."""
    from_states: list[Identifier] | None = aliased("from", default=None)
    """Any of them; without, every state that is not terminal."""
    to_state: Identifier | None = aliased("to", default=None)
    """Without, the state stays."""
    guard: Expression | None = None
    event: Identifier | None = None
    input: list[InputDocument] | None = aliased("inputs", "bindings", default=None)
    effects: list[EffectDocument] = []
    permissions: list[Identifier] = []
    http: HttpDocument | None = None
    triggers: Json = feature("triggers")


class EntityDocument(Extensions):
    """An entity: states, fields, actions."""

    id: Identifier
    name: Text | None = None
    description: Text = ""
    fields: list[FieldDocument] = []
    states: list[StateDocument] = []
    actions: list[ActionDocument] = []
    constraints: list[ConstraintDocument] = []
    access: list[AccessDocument] = []


class ApplicationDocument(Extensions):
    """Several entities in one application."""

    schema_: str | None = Field(default=None, alias="$schema")
    """Where editors find the schema; without any effect."""
    name: Name
    version: Name = "1.0.0"
    description: Text = ""
    entities: Annotated[list[EntityDocument], Field(min_length=1)]
    roles: list[RoleDocument] = []
    metadata: dict[str, Json] = {}
