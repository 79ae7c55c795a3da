"""The program: what a model means, resolved, typed and frozen.

It is built once by `petri_pilot.program.resolve` and is all that validators,
analyzers and emitters read. Names are objects, expressions are typed trees,
entities are already nets, every default is filled, and every element carries
its origin. Sequences keep the author's order, which is also the order of
evaluation wherever order can be seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from petri_pilot.diagnostics.origin import Origin
from petri_pilot.expr.ast import Expr
from petri_pilot.expr.types import Type


class ArcKind(StrEnum):
    """How an arc acts; see docs/semantics.md."""

    NORMAL = "normal"
    READ = "read"
    INHIBITOR = "inhibitor"
    RESET = "reset"


class DataOp(StrEnum):
    """What a data output arc does with its value."""

    ADD = "add"
    SET = "set"
    APPEND = "append"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A token place. `state_of` is set on the places that stand for an entity's states."""

    id: str
    initial: int
    capacity: int | None
    description: str
    origin: Origin
    resource: bool = False
    terminal: bool = False
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class DataPlace:
    """A typed value: a data place of a net, or a field of an entity.

    `initial` is in the wire form of docs/semantics.md (amount and time are
    strings) and already fits the type.
    """

    id: str
    type: Type
    initial: Any
    description: str
    origin: Origin
    required: bool = False
    unique: bool = False
    indexed: bool = False
    computed: Expr | None = None
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Validation:
    """Bounds on an input value. For strings and lists min and max bound the length."""

    min: int | float | None = None
    max: int | float | None = None
    pattern: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """An input of a command. `default` (wire form) is used when it is absent."""

    name: str
    type: Type
    required: bool
    description: str
    origin: Origin
    has_default: bool = False
    default: Any = None
    validation: Validation | None = None


@dataclass(frozen=True, slots=True, eq=False)
class TokenArc:
    """An arc between a transition and a token place. Reset arcs have weight 0."""

    kind: ArcKind
    place: Place
    weight: int | Expr
    origin: Origin


@dataclass(frozen=True, slots=True, eq=False)
class DataArc:
    """An arc between a transition and a data place.

    `keys` address an entry of a (nested) map. `value` None means the whole
    entry. `op` is None on input arcs. With `when_present` the arc acts only if
    that optional parameter was given.
    """

    kind: ArcKind
    place: DataPlace
    keys: tuple[Expr, ...]
    value: Expr | None
    op: DataOp | None
    origin: Origin
    when_present: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class EventField:
    """A field of an event's payload. It comes from the parameter of the same
    name, or, when `from_data` is set, from the state before the firing.
    """

    name: str
    type: Type
    required: bool
    origin: Origin
    description: str = ""
    from_data: DataPlace | None = None


@dataclass(frozen=True, slots=True, eq=False)
class EventType:
    """The event that a command appends. `name` is for people, `id` is stored."""

    id: str
    name: str
    fields: tuple[EventField, ...]
    description: str
    origin: Origin
    version: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Transition:
    """A net transition: one mode of a command."""

    id: str
    inputs: tuple[TokenArc, ...]
    """Token arcs from a place: normal, read, inhibitor and reset, in the author's order."""
    outputs: tuple[TokenArc, ...]
    takes: tuple[DataArc, ...]
    """Data arcs from a place: normal, read, inhibitor and reset, in the author's order."""
    puts: tuple[DataArc, ...]
    guard: Expr | None
    guard_text: str
    origin: Origin
    description: str = ""
    rate: float | None = None
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """Where a command is served. `path` starts with / and holds {id} unless it creates."""

    method: str
    path: str
    explicit: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Command:
    """Something a caller may ask for. Its modes are tried in order; at most one is enabled."""

    id: str
    creates: bool
    parameters: tuple[Parameter, ...]
    modes: tuple[Transition, ...]
    event: EventType
    route: Route
    permissions: tuple[str, ...]
    description: str
    origin: Origin


@dataclass(frozen=True, slots=True, eq=False)
class Constraint:
    """A condition on every state after a firing."""

    id: str
    expr: Expr
    text: str
    description: str
    origin: Origin


@dataclass(frozen=True, slots=True, eq=False)
class Aggregate:
    """A net with its commands: the unit of consistency; one stream an instance."""

    id: str
    slug: str
    name: str
    description: str
    entity: bool
    places: tuple[Place, ...]
    data: tuple[DataPlace, ...]
    transitions: tuple[Transition, ...]
    commands: tuple[Command, ...]
    """All commands, the creating one first."""
    events: tuple[EventType, ...]
    constraints: tuple[Constraint, ...]
    origin: Origin

    @property
    def create(self) -> Command:
        """The command that makes an instance."""
        return self.commands[0]


@dataclass(frozen=True, slots=True, eq=False)
class Role:
    """A role with everything that it inherits, flattened and sorted, itself included."""

    id: str
    implies: tuple[str, ...]
    description: str
    origin: Origin


@dataclass(frozen=True, slots=True, eq=False)
class AccessRule:
    """Who may use a command. Deny by default once an aggregate has any rule."""

    aggregate: str
    command: str
    """A command id or "*"."""
    roles: tuple[str, ...]
    guard: Expr | None
    guard_text: str
    origin: Origin


@dataclass(frozen=True, slots=True, eq=False)
class Feature:
    """A part of the model that needs a plugin which implements `name`.

    Generation refuses a feature that no enabled emitter implements, unless the
    user leaves it out on purpose. `value` is the validated document part, for
    the plugin that implements it.
    """

    name: str
    origin: Origin
    value: Any = None


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A whole model."""

    kind: str
    """"net" or "application"."""
    name: str
    slug: str
    version: str
    description: str
    aggregates: tuple[Aggregate, ...]
    roles: tuple[Role, ...]
    access: tuple[AccessRule, ...]
    features: tuple[Feature, ...]
    model_hash: str
    """sha256 hex of all that changes behaviour, over canonical JSON (RFC 8785)."""
    structural_hash: str
    """sha256 hex of places, transitions, arcs and initial tokens alone."""
    origin: Origin
    metadata: dict[str, Any] = field(default_factory=dict)
