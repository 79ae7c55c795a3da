"""Diagnostics of `.pflow` text. Line and column are those of the offending token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from petri_pilot.diagnostics import Kind


@dataclass(frozen=True)
class PflowSyntax(Kind):
    """The text is not the S-expression of a schema.

    What it finds
        A character, bracket or token that does not belong there.

    Why it matters
        Nothing after it can be read for sure.

    Example
        ```pflow
        (schema order
          (states (state received :kind token :initial 1)
        ```

    How to fix
        Change the text at the given line and column.
    """

    code: ClassVar[str] = "core/pflow-syntax"
    template: ClassVar[str] = "line {line}, column {column}: {problem}"
    line: int
    column: int
    problem: str


@dataclass(frozen=True)
class PflowUnknownKeyword(Kind):
    """A keyword or section that `.pflow` does not have.

    What it finds
        A `:keyword` of a state, action or arc, or a section of the schema, that the
        grammar does not name.

    Why it matters
        A keyword that is read over is a part of the model that silently does nothing,
        most often because of a typing error.

    Example
        ```pflow
        (schema order
          (states (state received :kind token :intial 1)))
        ```

    How to fix
        Correct or remove it; the message lists what there is.
    """

    code: ClassVar[str] = "core/pflow-unknown-keyword"
    template: ClassVar[str] = (
        "line {line}, column {column}: {where} has no {word!r}; there are {known}"
    )
    line: int
    column: int
    where: str
    word: str
    known: str
