"""What the steps of resolution share: where findings go, and what is known to be broken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from petri_pilot.diagnostics.diagnostic import Diagnostic, Fix, Kind, Severity
from petri_pilot.diagnostics.origin import Origin
from petri_pilot.model.near import suggestion
from petri_pilot.program.ir import Feature
from petri_pilot.program.kinds.references import DuplicateId, UnknownReference


@dataclass(slots=True)
class Context:
    """One resolution in progress."""

    file: str
    diagnostics: list[Diagnostic] = field(default_factory=list)
    features: list[Feature] = field(default_factory=list)
    broken: frozenset[str] = frozenset()
    """Pointers of objects from which the reader left something out."""
    dropped: frozenset[str] = frozenset()
    """Lists from which the reader dropped a nameless item."""
    roles: frozenset[str] = frozenset()

    def origin(self, pointer: str) -> Origin:
        """The origin of a pointer into the given document."""
        return Origin(self.file, pointer)

    def report(
        self,
        kind: Kind,
        where: str | Origin,
        *notes: str,
        related: tuple[tuple[str, Origin], ...] = (),
        fix: Fix | None = None,
    ) -> None:
        """Adds a finding, unless it only follows from one that the reader made."""
        origin = self.origin(where) if isinstance(where, str) else where
        if kind.severity is Severity.ERROR and self._follows(origin.pointer):
            return
        self.diagnostics.append(Diagnostic(kind, origin, related, notes, fix))

    def unknown(
        self,
        sort: str,
        name: str,
        pointer: str,
        known: Iterable[str],
        *,
        among: str = "",
    ) -> None:
        """Reports a name that the model does not have, with what was probably meant.

        Nothing is said when the list `among` lost a member that may have had the name.
        """
        if among in self.dropped:
            return
        notes = suggestion(name, known)
        fix = None
        if notes and notes[0].startswith("did you mean"):
            near = notes[0].split("'")[1]
            patch = ({"op": "replace", "path": pointer, "value": near},)
            fix = Fix(f"write {near!r}", patch)
        self.report(UnknownReference(sort, name), pointer, *notes, fix=fix)

    def duplicate(self, sort: str, name: str, pointer: str, first: Origin) -> None:
        """Reports an id that is already taken."""
        self.report(DuplicateId(sort, name), pointer, related=(("first declared here", first),))

    def feature(self, name: str, pointer: str, value: Any = None) -> None:
        """Notes that the model asks for a feature."""
        self.features.append(Feature(name, self.origin(pointer), value))

    def _follows(self, pointer: str) -> bool:
        return any(pointer == b or pointer.startswith(b + "/") for b in self.broken if b)


def add(path: str, value: Any) -> dict[str, Any]:
    """A JSON Patch operation that adds."""
    return {"op": "add", "path": path, "value": value}


def remove(path: str) -> dict[str, Any]:
    """A JSON Patch operation that removes."""
    return {"op": "remove", "path": path}


def replace(path: str, value: Any) -> dict[str, Any]:
    """A JSON Patch operation that replaces."""
    return {"op": "replace", "path": path, "value": value}
