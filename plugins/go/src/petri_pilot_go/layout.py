"""Columns as gofmt sets them, so that generation needs no Go.

gofmt aligns consecutive lines of a struct or const block; a comment or a blank
line starts a new run.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One field or constant: its cells, and the comment above it."""

    cells: tuple[str, ...]
    comment: str = ""
    """Complete comment lines without indentation, or nothing."""


def columns(lines: Sequence[Line], indent: str = "\t") -> str:
    """The lines with their cells aligned run by run, each ended by a newline."""
    out: list[str] = []
    run: list[Line] = []
    for line in lines:
        if line.comment:
            out += _aligned(run, indent)
            run = []
            out += [indent + text for text in line.comment.split("\n")]
        run.append(line)
    out += _aligned(run, indent)
    return "".join(text + "\n" for text in out)


_SMALL = 40
_RATIO = 2.5


def _aligned(run: Sequence[Line], indent: str) -> list[str]:
    """The lines of a run, section by section."""
    return [text for section in _sections(run) for text in _padded(section, indent)]


def _sections(run: Sequence[Line]) -> Iterator[list[Line]]:
    """Gofmt ends a section of `key: value` lines where the length of a key differs
    much from the geometric mean of those so far (exprList of go/printer).
    """
    section: list[Line] = []
    logarithms: list[float] = []
    before = 0
    for line in run:
        size = len(line.cells[0]) - 1 if line.cells[0].endswith(":") else 0
        if logarithms and before and size and max(before, size) > _SMALL:
            ratio = size / math.exp(sum(logarithms) / len(logarithms))
            if ratio * _RATIO <= 1 or ratio >= _RATIO:
                yield section
                section, logarithms = [], []
        section.append(line)
        if size:
            logarithms.append(math.log(size))
        before = size
    yield section


def _padded(run: Sequence[Line], indent: str) -> list[str]:
    """Gofmt pads a cell to the widest of its column; the last cell of a line is not padded."""
    out: list[str] = []
    width = max((len(line.cells) for line in run), default=0)
    sizes = [
        max((len(line.cells[i]) for line in run if len(line.cells) > i + 1), default=0)
        for i in range(width)
    ]
    for line in run:
        padded = [cell.ljust(sizes[i]) for i, cell in enumerate(line.cells[:-1])]
        out.append(indent + " ".join([*padded, line.cells[-1]]))
    return out
