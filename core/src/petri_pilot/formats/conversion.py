"""Writing a document in another format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from petri_pilot.diagnostics import NOWHERE, Diagnostic
from petri_pilot.formats.builtin import builtin_formats
from petri_pilot.formats.reading import find_format, listed
from petri_pilot.plugins.results import WriteResult

if TYPE_CHECKING:
    from petri_pilot.plugins.api import Format


def convert(
    document: Mapping[str, Any], to_format: str, formats: Sequence[Format] | None = None
) -> WriteResult:
    """`document` as text in the format of that name, among `formats` or the built-in ones.

    What the format cannot hold is in the diagnostics, one each; with an error
    among them the text is empty.
    """
    among = builtin_formats() if formats is None else formats
    chosen = find_format(to_format, among)
    if chosen is None:
        from petri_pilot.formats.kinds.source import UnknownFormat

        return WriteResult("", (Diagnostic(UnknownFormat(to_format, listed(among)), NOWHERE),))
    return chosen.write(document)
