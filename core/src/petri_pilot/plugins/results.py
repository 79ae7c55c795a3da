"""What formats return; plugins import it from `petri_pilot.plugins.api`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from petri_pilot.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a format made of a text: a document in the language's own JSON shape,
    or None when it could not, and what it has to say about it.

    `locate` finds the line and column (from 1) of a JSON pointer of the
    returned document in the original text, or None. `text` is that text; core
    fills it in.
    """

    document: dict[str, Any] | None
    diagnostics: tuple[Diagnostic, ...]
    locate: Any = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class WriteResult:
    """A document as text, and diagnostics for all that the format cannot hold."""

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()
