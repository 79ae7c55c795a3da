"""The net document: places, transitions, arcs, events, constraints."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from petri_pilot.model.access import AccessDocument, RoleDocument
from petri_pilot.model.base import Document, Expression, Identifier, Json, TypeName

Tokens = Annotated[int, Field(ge=0, le=2**63 - 1)]


class PlaceDocument(Document):
    """A place: tokens, or with `kind: data` a typed value."""

    id: Identifier
    kind: Literal["token", "data"] = "token"
    name: str | None = None
    description: str = ""
    initial: Tokens | None = None
    """Token places: tokens at the start, default 0."""
    capacity: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None
    """Token places: the most it can hold; none means without bound."""
    type: TypeName | None = None
    """Data places: the type, default string."""
    initial_value: Json = None
    """Data places: the value at the start, default the type's zero."""
    exported: bool = True
    """False would hide the value from the API: a feature."""
    resource: bool = False
    """Marks a stock that analyses report on."""
    x: float | None = None
    y: float | None = None


class ValidationDocument(Document):
    """Bounds on a value; for strings and lists `min` and `max` bound the length."""

    min: int | float | None = None
    max: int | float | None = None
    pattern: str | None = None
    message: str | None = None


class BindingDocument(Document):
    """A parameter of a transition."""

    name: Identifier
    type: TypeName = "string"
    required: bool = True
    default: Json = None
    description: str = ""
    value: bool = False
    """Older tools mark the parameter that is written to a data place; arcs say the same."""
    keys: list[Identifier] | None = None
    """Older tools name the map keys here; arcs say the same."""
    validation: ValidationDocument | None = None


class HttpDocument(Document):
    """Where the command is served. `{id}` in the path is the instance."""

    method: Literal["POST", "PUT", "PATCH", "DELETE"] = "POST"
    path: Annotated[str, Field(pattern=r"^/")]


class TransitionDocument(Document):
    """A transition: a command of the application."""

    id: Identifier
    name: str | None = None
    description: str = ""
    guard: Expression | None = None
    event: Identifier | None = None
    """The declared event that it appends, or the type of an undeclared one."""
    bindings: list[BindingDocument] = []
    """The parameters. `fields` is read as the same."""
    permissions: list[str] = []
    http: HttpDocument | None = None
    rate: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    """Firings per unit of time, for simulation."""
    timing: Json = None
    role: Json = None
    clears_history: Json = Field(default=None, alias="clearsHistory")
    x: float | None = None
    y: float | None = None


class ArcDocument(Document):
    """An arc between a place and a transition, in either direction."""

    from_: Annotated[Identifier, Field(alias="from")]
    to: Identifier
    type: Literal["normal", "read", "inhibitor", "reset"] = "normal"
    weight: Annotated[int, Field(ge=1, le=2**63 - 1)] | Expression | None = None
    keys: list[Expression] | None = None
    value: Expression | None = None
    op: Literal["add", "set", "append", "remove"] | None = None


class EventFieldDocument(Document):
    """A field of an event's payload."""

    name: Identifier
    type: TypeName = "string"
    required: bool = True
    description: str = ""


class EventDocument(Document):
    """A declared event."""

    id: Identifier
    name: str | None = None
    description: str = ""
    fields: list[EventFieldDocument] = []


class ConstraintDocument(Document):
    """A condition on every state."""

    id: Identifier | None = None
    expr: Expression
    description: str = ""


class NetDocument(Document):
    """A Petri net: an application with one aggregate."""

    name: Annotated[str, Field(min_length=1, max_length=128)]
    version: str = "1.0.0"
    description: str = ""
    places: list[PlaceDocument]
    transitions: list[TransitionDocument] = []
    arcs: list[ArcDocument] = []
    events: list[EventDocument] = []
    constraints: list[ConstraintDocument] = []
    roles: list[RoleDocument] = []
    access: list[AccessDocument] = []
    metadata: dict[str, Json] = {}
    """Notes for people and tools; without any effect on what is generated."""
