"""What goes into a decision and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from petri_pilot.expr import UserValue
from petri_pilot.semantics.state import State


@dataclass(frozen=True, slots=True)
class Request:
    """A command from `actor` (None: nobody is signed in) at time `at` (canonical form)."""

    command: str
    input: Mapping[str, Any] = field(default_factory=dict)
    actor: UserValue | None = None
    at: str = "2025-01-01T00:00:00.000Z"


@dataclass(frozen=True, slots=True)
class Event:
    """What a firing appends. `data` is in wire form; `actor` is the caller's id or ""."""

    type: str
    command: str
    mode: str
    data: Mapping[str, Any]
    actor: str
    at: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a command is not enabled. `need` and `have` are wire values, None where absent."""

    code: str
    message: str
    place: str | None = None
    need: Any = None
    have: Any = None

    def to_wire(self) -> dict[str, Any]:
        """The JSON object, without what is absent."""
        wire: dict[str, Any] = {"code": self.code, "message": self.message}
        optional = {"place": self.place, "need": self.need, "have": self.have}
        return wire | {name: value for name, value in optional.items() if value is not None}


@dataclass(frozen=True, slots=True)
class FieldError:
    """A problem of the input; `pointer` (RFC 6901) leads from the input object to it."""

    pointer: str
    code: str
    message: str

    def to_wire(self) -> dict[str, Any]:
        """The JSON object of the HTTP contract."""
        return {"pointer": self.pointer, "code": self.code, "message": self.message}


@dataclass(frozen=True, slots=True)
class Fired:
    """The command fired: its mode, the event, and the version and state after it."""

    mode: str
    event: Event
    version: int
    state: State


@dataclass(frozen=True, slots=True)
class Refused:
    """The command did not fire; the codes are those of docs/semantics.md."""

    code: str
    reasons: tuple[Reason, ...] = ()
    errors: tuple[FieldError, ...] = ()
    constraint: str | None = None


@dataclass(frozen=True, slots=True)
class EnabledCommand:
    """Whether a command is enabled in a state, as far as the state alone tells."""

    command: str
    enabled: bool
    reasons: tuple[Reason, ...]

    def to_wire(self) -> dict[str, Any]:
        """The JSON object of the HTTP contract and the traces."""
        reasons = [r.to_wire() for r in self.reasons]
        return {"command": self.command, "enabled": self.enabled, "reasons": reasons}
