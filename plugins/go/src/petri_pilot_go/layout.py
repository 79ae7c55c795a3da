"""Columns as gofmt sets them, so that generation needs no Go.

gofmt aligns consecutive lines of a struct or const block; a comment or a blank
line starts a new run.
"""

from __future__ import annotations

from collections.abc import Sequence
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


def _aligned(run: Sequence[Line], indent: str) -> list[str]:
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
