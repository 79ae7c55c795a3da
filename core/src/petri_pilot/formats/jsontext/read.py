"""Reading JSON text: the object, what is wrong with it, and where its values are."""

from __future__ import annotations

from typing import Any

from petri_pilot.diagnostics import Diagnostic
from petri_pilot.formats.jsontext.decode import decode_object
from petri_pilot.formats.text import Locator, OffsetLocator, locate_problems


def read_object(text: str, file: str) -> tuple[dict[str, Any] | None, list[Diagnostic], Locator]:
    """The object in `text`, or None with errors; and a locator that scans when it is asked."""
    value, diagnostics = decode_object(text, file)
    locate = OffsetLocator(text, lambda: _offsets(text))
    return value, diagnostics, locate_problems(diagnostics, locate) if diagnostics else locate


def _offsets(text: str) -> dict[str, int]:
    from petri_pilot.formats.jsontext.index import value_offsets

    return value_offsets(text)
