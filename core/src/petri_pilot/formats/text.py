"""Positions in a text: lines and columns, both from 1, counted in code points."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping

from petri_pilot.diagnostics import Diagnostic

Position = tuple[int, int]
"""Line and column, from 1."""

Locator = Callable[[str], "Position | None"]
"""From a JSON pointer of a document to where its text has it."""


def position_of(text: str, offset: int) -> Position:
    """The line and column of the code point at `offset`."""
    line_start = text.rfind("\n", 0, offset)
    return text.count("\n", 0, offset) + 1, offset - line_start


def escape_segment(segment: str) -> str:
    """A reference token of a JSON pointer (RFC 6901, section 3)."""
    if "~" in segment or "/" in segment:
        return segment.replace("~", "~0").replace("/", "~1")
    return segment


class OffsetLocator:
    """Looks pointers up in an index of offsets that is built at the first call.

    A pointer that the text does not have (a key that is missing, say) is found
    at its nearest ancestor.
    """

    def __init__(self, text: str, build: Callable[[], Mapping[str, int]]) -> None:
        """`build` gives the offset of each pointer's value."""
        self._text = text
        self._build = build
        self._offsets: Mapping[str, int] | None = None
        self._line_starts: list[int] = []

    def __call__(self, pointer: str) -> Position | None:
        """The line and column of `pointer`, or None if the text has no document."""
        if self._offsets is None:
            self._offsets = self._build()
            self._line_starts = _line_starts(self._text)
        while pointer and pointer not in self._offsets:
            pointer = pointer.rpartition("/")[0]
        offset = self._offsets.get(pointer)
        if offset is None:
            return None
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1


def _line_starts(text: str) -> list[int]:
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return starts


def locate_problems(diagnostics: Iterable[Diagnostic], locate: Locator) -> Locator:
    """A locator for a text that could not be read.

    Kinds that say their own line and column are found there: text that is
    broken has no pointers to find them by.
    """
    known: dict[str, Position] = {}
    for diagnostic in diagnostics:
        line = getattr(diagnostic.kind, "line", None)
        column = getattr(diagnostic.kind, "column", None)
        if isinstance(line, int) and isinstance(column, int):
            known.setdefault(diagnostic.origin.pointer, (line, column))
    return lambda pointer: known[pointer] if pointer in known else locate(pointer)


class MappedLocator:
    """Locates pointers of a translated document through those of its source.

    `sources` maps pointers of the document to pointers of the source; a part
    of a mapped value is looked up below the source of that value.
    """

    def __init__(self, sources: Mapping[str, str], locate: Locator) -> None:
        """`locate` finds pointers of the source."""
        self._sources = sources
        self._locate = locate

    def __call__(self, pointer: str) -> Position | None:
        """The line and column of `pointer` of the document."""
        return self._locate(source_of(self._sources, pointer))


def source_of(sources: Mapping[str, str], pointer: str) -> str:
    """The pointer that `pointer` was made from: its own source, or that of its
    nearest mapped ancestor with the rest below it.
    """
    head, rest = pointer, ""
    while head and head not in sources:
        cut = head.rfind("/")
        head, rest = head[:cut], head[cut:] + rest
    return sources.get(head, "") + rest
