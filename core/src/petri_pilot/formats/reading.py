"""Reading a model file in the format that it is in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from petri_pilot.diagnostics import Diagnostic, Kind, Origin
from petri_pilot.formats.source import MAX_BYTES, read_text
from petri_pilot.plugins.results import ReadResult

if TYPE_CHECKING:
    from petri_pilot.plugins.api import Format

_SUFFIX_BONUS = 30
"""What a matching file name adds to a format's own confidence: enough to decide where
the text fits several, too little to win against a text that says otherwise."""


def read_model(
    path: str,
    formats: Sequence[Format],
    format_name: str | None = None,
    *,
    limit: int = MAX_BYTES,
) -> ReadResult:
    """Read the model at `path` ("-" is standard input) with one of `formats`.

    Without `format_name` the text and the ending of the path decide. The
    order of `formats` never matters. The document is None exactly if a
    diagnostic is an error.
    """
    chosen = _named(format_name, formats) if format_name is not None else None
    if isinstance(chosen, Kind):
        return _refusal(path, chosen)
    text = read_text(path, limit)
    if isinstance(text, Kind):
        return _refusal(path, text)
    if not text.strip("\ufeff \t\r\n"):
        from petri_pilot.formats.kinds.source import EmptyFile

        return _refusal(path, EmptyFile())
    if chosen is None:
        chosen = choose(path, text, formats)
    if isinstance(chosen, Kind):
        return _refusal(path, chosen)
    return replace(chosen.read(text, path), text=text)


def find_format(name: str, formats: Iterable[Format]) -> Format | None:
    """The format of that name."""
    return next((f for f in formats if f.name == name), None)


def choose(path: str, text: str, formats: Sequence[Format]) -> Format | Kind:
    """The format that is surest of the text, or the reason why none is."""
    suffix = PurePath(path).suffix.lower()
    scored = []
    for candidate in formats:
        known_suffix = suffix in candidate.suffixes
        score = candidate.sniff(text) + (_SUFFIX_BONUS if known_suffix else 0)
        if score > 0:
            scored.append((score, candidate))
    if not scored:
        from petri_pilot.formats.kinds.source import UnrecognizedFormat

        return UnrecognizedFormat(path, listed(formats))
    best = max(score for score, _ in scored)
    winners = [candidate for score, candidate in scored if score == best]
    if len(winners) > 1:
        from petri_pilot.formats.kinds.source import AmbiguousFormat

        return AmbiguousFormat(path, listed(winners))
    return winners[0]


def listed(formats: Iterable[Format]) -> str:
    """The names of formats, for a message."""
    return ", ".join(sorted(f.name for f in formats))


def _named(name: str, formats: Sequence[Format]) -> Format | Kind:
    found = find_format(name, formats)
    if found is not None:
        return found
    from petri_pilot.formats.kinds.source import UnknownFormat

    return UnknownFormat(name, listed(formats))


def _refusal(path: str, kind: Kind) -> ReadResult:
    return ReadResult(None, (Diagnostic(kind, Origin(path, "")),), _nowhere)


def _nowhere(pointer: str) -> None:
    """Locate nothing: there is no text."""
