"""Collecting what a translation makes: a document, its sources, and what to say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from petri_pilot.diagnostics import Diagnostic, Kind, Origin, has_errors
from petri_pilot.formats.jsontext.problems import json_kind
from petri_pilot.formats.kinds.translation import (
    CannotTranslate,
    NotTranslated,
    Translated,
    UnknownKey,
    WrongShape,
)
from petri_pilot.formats.text import source_of


@dataclass(slots=True)
class Translation:
    """Diagnostics of a translation, and the source pointer of each moved value.

    Pointers given to the methods are those of the document that is made.
    """

    file: str
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether an error was reported."""
        return has_errors(self.diagnostics)

    def source_of(self, pointer: str) -> str:
        """The pointer of the source that a pointer of the document comes from."""
        return source_of(self.sources, pointer)

    def report(self, pointer: str, kind: Kind, *notes: str) -> None:
        """Report a diagnostic at a pointer."""
        self.diagnostics.append(Diagnostic(kind, Origin(self.file, pointer), notes=notes))

    def translated(self, pointer: str, what: str, meaning: str) -> None:
        """Say what something is read as."""
        self.report(pointer, Translated(what, meaning))

    def left_out(self, pointer: str, what: str, reason: str) -> None:
        """Say that something has no counterpart."""
        self.report(pointer, NotTranslated(what, reason))

    def refuse(self, pointer: str, what: str, reason: str) -> None:
        """Refuse what cannot be translated."""
        self.report(pointer, CannotTranslate(what, reason))

    def unknown_keys(self, pointer: str, where: str, value: dict[str, Any], known: str) -> None:
        """Refuse the keys of `value` that are not among the names in `known`."""
        names = known.split()
        for key in value:
            if key not in names:
                self.report(pointer, UnknownKey(where, key, ", ".join(names)))

    def shape(self, pointer: str, where: str, wanted: str, value: Any) -> None:
        """Refuse a value of another form than wanted."""
        self.report(pointer, WrongShape(where, wanted, json_kind(value)))
