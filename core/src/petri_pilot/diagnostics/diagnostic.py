"""Diagnostics are values: a kind with its parameters, and where it applies.

A kind is a class that derives from `Kind`; its annotated fields are its typed
parameters. Its docstring has the headings *What it finds*, *Why it matters*,
*Example* and *How to fix*, and is what `petri explain CODE` prints.

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

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from inspect import get_annotations
from typing import Any, ClassVar, dataclass_transform

from petri_pilot.diagnostics.origin import NOWHERE, Origin


class Severity(StrEnum):
    """How bad it is. Only errors stop the pipeline."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass_transform(frozen_default=True)
class Kind:
    """Base of all diagnostic kinds; the annotated fields of a subclass are its parameters.

    Subclasses behave like frozen dataclasses. They are not made by `dataclass`
    because that compiles code for each class, and there are many kinds of which
    a run needs none.
    """

    code: ClassVar[str] = ""
    """`<plugin>/<slug>`, unique."""
    severity: ClassVar[Severity] = Severity.ERROR
    template: ClassVar[str] = ""
    """A `str.format` template over the parameters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        names = _parameters(type(self))
        values = dict(zip(names, args, strict=False)) | kwargs
        if len(args) > len(names) or values.keys() != set(names):
            raise TypeError(f"{type(self).__name__} takes exactly {', '.join(names) or 'nothing'}")
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash((type(self), repr(self)))

    def __repr__(self) -> str:
        inner = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({inner})"

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return self.template.format(**vars(self))


def _parameters(kind: type[Kind]) -> list[str]:
    """The names of a kind's parameters, those of its bases first."""
    names: dict[str, None] = {}
    for cls in reversed(kind.__mro__):
        if issubclass(cls, Kind) and cls is not Kind:
            own = get_annotations(cls)
            names.update(dict.fromkeys(n for n in own if "ClassVar" not in str(own[n])))
    return list(names)


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


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them stops the pipeline."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
