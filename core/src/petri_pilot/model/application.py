"""The application document: entities, pages, workflows, webhooks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from petri_pilot.model.access import AccessDocument, RoleDocument
from petri_pilot.model.base import Document, Expression, Identifier, Json, TypeName
from petri_pilot.model.net import ConstraintDocument, HttpDocument, ValidationDocument


class ReferenceDocument(Document):
    """A field that holds another entity's id."""

    entity: Identifier
    on_delete: Literal["restrict", "cascade", "nullify"] = "restrict"


class FieldDocument(Document):
    """A field of an entity."""

    id: Identifier
    name: str | None = None
    type: TypeName = "string"
    values: list[str] | None = None
    """For `type: enum`."""
    description: str = ""
    required: bool = False
    unique: bool = False
    indexed: bool = False
    default: Json = None
    reference: ReferenceDocument | None = None
    computed: Expression | None = None
    validation: ValidationDocument | None = None
    decimals: Json = None
    unit: Json = None


class StateDocument(Document):
    """A state of an entity."""

    id: Identifier
    name: str | None = None
    description: str = ""
    initial: bool = False
    terminal: bool = False


class InputDocument(Document):
    """An input of an action. One with the name of a field sets that field, unless an effect does."""

    id: Identifier
    name: str | None = None
    type: TypeName = "string"
    values: list[str] | None = None
    description: str = ""
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
    name: str | None = None
    description: str = ""
    from_states: list[Identifier] | None = None
    to_state: Identifier | None = None
    guard: Expression | None = None
    event: Identifier | None = None
    input: list[InputDocument] = []
    effects: list[EffectDocument] = []
    permissions: list[str] = []
    http: HttpDocument | None = None
    triggers: Json = None


class EntityDocument(Document):
    """An entity: states, fields, actions."""

    id: Identifier
    name: str | None = None
    description: str = ""
    fields: list[FieldDocument] = []
    states: list[StateDocument] = []
    actions: list[ActionDocument] = []
    constraints: list[ConstraintDocument] = []
    access: list[AccessDocument] = []


class ApplicationDocument(Document):
    """Several entities in one application."""

    name: Annotated[str, Field(min_length=1, max_length=128)]
    version: str = "1.0.0"
    description: str = ""
    entities: list[EntityDocument]
    roles: list[RoleDocument] = []
    pages: Json = None
    workflows: Json = None
    webhooks: Json = None
    integrations: Json = None
    metadata: dict[str, Json] = {}
