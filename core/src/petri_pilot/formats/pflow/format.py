"""The format `pflow`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from petri_pilot.diagnostics import Diagnostic, Origin
from petri_pilot.plugins.results import ReadResult, WriteResult

_START = re.compile(r"(?:\s|\ufeff|;[^\n]*(?:\n|$))*\(\s*schema\s")


class PflowFormat:
    """A token model as an S-expression: states, actions, arcs, constraints."""

    name = "pflow"
    suffixes: tuple[str, ...] = (".pflow",)
    description = "the S-expressions of pflow's token models: (schema name (states ...) ...)"

    def sniff(self, text: str) -> int:
        """Whether the first list is a schema."""
        return 90 if _START.match(text) else 0

    def read(self, text: str, file: str) -> ReadResult:
        """The schema in `text`, as a net with its parameters declared."""
        from petri_pilot.formats.pflow.reader import NetBuilder
        from petri_pilot.formats.pflow.schema import SchemaReader
        from petri_pilot.formats.pflow.sexpr import SyntaxProblemError, parse
        from petri_pilot.formats.text import OffsetLocator, locate_problems
        from petri_pilot.formats.translation import Translation

        reader = SchemaReader(text, file)
        try:
            schema = reader.read(parse(text))
        except SyntaxProblemError as problem:
            reader.diagnostics.append(Diagnostic(problem.kind, Origin(file, "")))
        if reader.diagnostics:
            start = OffsetLocator(text, lambda: {"": 0})
            found = tuple(reader.diagnostics)
            return ReadResult(None, found, locate_problems(found, start))
        translation = Translation(file)
        builder = NetBuilder(schema, translation)
        net = builder.build()
        document = None if translation.failed else net
        locate = OffsetLocator(text, lambda: builder.offsets)
        return ReadResult(document, tuple(translation.diagnostics), locate)

    def write(self, document: Mapping[str, Any]) -> WriteResult:
        """The states, actions, arcs and constraints of a net."""
        from petri_pilot.formats.losses import written
        from petri_pilot.formats.pflow.writer import render

        return written(self, document, render)
