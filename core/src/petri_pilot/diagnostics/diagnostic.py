"""Diagnostics are values: a kind with its parameters, and where it applies.

A kind is a frozen dataclass that derives from `Kind`. Its docstring has the
headings *What it finds*, *Why it matters*, *Example* and *How to fix*, and is
what `petri explain CODE` prints.

    @dataclass(frozen=True)
    class UnknownPlace(Kind):
        '''An arc names a place that the net does not have.

        What it finds
            ...
        '''

        code = "core/unknown-place"
        severity = Severity.ERROR
        template = "arc {index} names the place {place!r}, which does not exist"
        index: int
        place: str
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, ClassVar

from petri_pilot.diagnostics.origin import NOWHERE, Origin


class Severity(StrEnum):
    """How bad it is. Only errors stop the pipeline."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Kind:
    """Base of all diagnostic kinds; the fields of a subclass are its typed parameters."""

    code: ClassVar[str] = ""
    """`<plugin>/<slug>`, unique."""
    severity: ClassVar[Severity] = Severity.ERROR
    template: ClassVar[str] = ""
    """A `str.format` template over the parameters."""

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return self.template.format(**{f.name: getattr(self, f.name) for f in fields(self)})


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that makes the diagnostic go away, as an RFC 6902 JSON Patch.

    It has been applied and the result validated again before it is offered.
    """

    title: str
    patch: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding at one place."""

    kind: Kind
    origin: Origin = NOWHERE
    related: tuple[tuple[str, Origin], ...] = ()
    """Other places that matter, each with what it is."""
    notes: tuple[str, ...] = ()
    """Help lines: what to do next."""
    fix: Fix | None = None
    plugin: str | None = None

    @property
    def code(self) -> str:
        """The kind's code."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """The kind's severity."""
        return self.kind.severity

    @property
    def message(self) -> str:
        """The kind's message with its parameters filled in."""
        return self.kind.message


def has_errors(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic]) -> bool:
    """Whether any of them stops the pipeline."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
