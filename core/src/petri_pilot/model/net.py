"""The net document: places, transitions, arcs, events, constraints."""

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

Tokens = Annotated[int, Field(ge=0, le=2**63 - 1)]
Name = Annotated[str, Field(min_length=1, max_length=128)]


class PlaceDocument(Document):
    """A place: tokens, or with `kind: data` a typed value."""

    id: Identifier
    kind: Literal["token", "data"] = "token"
    name: Text | None = None
    description: Text = ""
    initial: Tokens | None = None
    """Token places: tokens at the start, default 0."""
    capacity: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None
    """Token places: the most it can hold; none means without bound."""
    type: TypeName | None = None
    """Data places: the type, default string."""
    initial_value: Json = None
    """Data places: the value at the start, default the type's zero."""
    exported: bool = feature("hidden-places", when=False, default=True)
    """False hides the value from the API."""
    resource: bool = False
    """Marks a stock that analyses report on."""
    decimals: Json = feature("decimals")
    unit: Json = feature("unit")
    x: float | None = None
    y: float | None = None


class ValidationDocument(Document):
    """Bounds on a value; for strings and lists `min` and `max` bound the length."""

    min: int | float | None = None
    max: int | float | None = None
    pattern: Annotated[str, Field(min_length=1, max_length=1024)] | None = None
    message: Text | None = None


class BindingDocument(Document):
    """A parameter of a transition."""

    name: Identifier = aliased("id")
    type: TypeName = "string"
    required: bool = True
    default: Json = None
    """The value of an absent input; a parameter with one is optional."""
    description: Text = ""
    value: bool = False
    """Older tools mark the parameter that is written to a data place; an arc has to say it."""
    keys: list[Identifier] | None = None
    """Older tools name the map keys here; an arc has to say them."""
    validation: ValidationDocument | None = None


class HttpDocument(Document):
    """Where the command is served. `{id}` in the path is the instance."""

    method: Literal["POST", "PUT", "PATCH", "DELETE"] = "POST"
    path: Annotated[str, Field(pattern=r"^/", max_length=1024)]


class TransitionDocument(Document):
    """A transition: a command of the application."""

    id: Identifier
    name: Text | None = None
    description: Text = ""
    guard: Expression | None = None
    """A condition over the state and the parameters without which it cannot fire."""
    event: Identifier | None = aliased("event_type", "emits", default=None)
    """The declared event that it appends, or the type of an undeclared one."""
    bindings: list[BindingDocument] | None = aliased(
        "fields", "parameters", "params", "inputs", default=None
    )
    """The parameters."""
    permissions: list[Identifier] = []
    """Roles that the caller needs, every one of them."""
    http: HttpDocument | None = None
    rate: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    """Firings per unit of time, for simulation."""
    timing: Json = feature("timing")
    role: Json = feature("transition-roles")
    clears_history: Json = feature("clears-history", alias="clearsHistory")
    triggers: Json = feature("triggers")
    sla: Json = feature("sla")
    x: float | None = None
    y: float | None = None


class ArcDocument(Document):
    """An arc between a place and a transition, in either direction."""

    from_: Identifier = aliased("source", alias="from")
    to: Identifier = aliased("target")
    type: Literal["normal", "read", "inhibitor", "reset"] = aliased("kind", default="normal")
    weight: Annotated[int, Field(ge=1, le=2**63 - 1)] | Expression | None = None
    """Token places: how many tokens, default 1; an expression is evaluated when it fires."""
    keys: list[Expression] | None = None
    """Data places: the entry of a (nested) map."""
    value: Expression | None = None
    """Data places: what is taken, compared or put."""
    op: Literal["add", "set", "append", "remove"] | None = None
    """Data places, arcs to them: what is done with the value."""


class EventFieldDocument(Document):
    """A field of an event's payload."""

    name: Identifier = aliased("id")
    type: TypeName = "string"
    required: bool = True
    description: Text = ""


class EventDocument(Document):
    """A declared event."""

    id: Identifier
    name: Text | None = None
    description: Text = ""
    fields: list[EventFieldDocument] = aliased("payload", default=[])


class ConstraintDocument(Document):
    """A condition on every state."""

    id: Identifier | None = aliased("name", default=None)
    expr: Expression = aliased("expression", "condition")
    description: Text = ""


class NetDocument(Extensions):
    """A Petri net: an application with one aggregate."""

    schema_: str | None = Field(default=None, alias="$schema")
    """Where editors find the schema; without any effect."""
    name: Name
    version: Name = "1.0.0"
    description: Text = ""
    places: list[PlaceDocument]
    transitions: list[TransitionDocument] = []
    arcs: list[ArcDocument] = []
    events: list[EventDocument] = []
    constraints: list[ConstraintDocument] = []
    roles: list[RoleDocument] = []
    access: list[AccessDocument] = []
    metadata: dict[str, Json] = {}
    """Notes for people and tools; without any effect on what is generated."""
