"""The format `pflow-xyz-json`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from petri_pilot.formats.jsontext import read_object
from petri_pilot.formats.jsontext.peek import top_of
from petri_pilot.formats.text import MappedLocator
from petri_pilot.plugins.results import ReadResult, WriteResult

_SIGN = re.compile(r'(?<!\\)"@type"\s*:\s*"PetriNet"|(?<!\\)"places"\s*:\s*\{')


class PflowXyzFormat:
    """Places and transitions as objects by name, arcs with source and target."""

    name = "pflow-xyz-json"
    suffixes: tuple[str, ...] = (".jsonld",)
    description = "the JSON of the pflow.xyz editor: places and transitions by name"

    def sniff(self, text: str) -> int:
        """Its type or context, or places as an object."""
        if not text[:1024].lstrip("\ufeff \t\r\n").startswith("{"):
            return 0
        if not _SIGN.search(text):
            return 0
        top = top_of(text)
        if top.get("@type") == "PetriNet":
            return 95
        return 85 if isinstance(top.get("places"), dict) and "arcs" in top else 0

    def read(self, text: str, file: str) -> ReadResult:
        """The net in `text`; colored tokens are unfolded to places."""
        from petri_pilot.formats.pflow_xyz.reader import NetReader
        from petri_pilot.formats.translation import Translation

        source, found, locate = read_object(text, file)
        if source is None:
            return ReadResult(None, tuple(found), locate)
        translation = Translation(file, found)
        net = NetReader(source, translation).read()
        document = None if translation.failed else net
        mapped = MappedLocator(translation.sources, locate)
        return ReadResult(document, tuple(translation.diagnostics), mapped)

    def write(self, document: Mapping[str, Any]) -> WriteResult:
        """The token places, transitions and arcs of a net."""
        from petri_pilot.formats.losses import written
        from petri_pilot.formats.pflow_xyz.writer import render

        return written(self, document, render)
