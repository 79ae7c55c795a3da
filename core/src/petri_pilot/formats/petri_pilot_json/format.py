"""The format `petri-pilot-json`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from petri_pilot.formats.jsontext import read_object
from petri_pilot.formats.jsontext.peek import top_of
from petri_pilot.formats.text import MappedLocator
from petri_pilot.plugins.results import ReadResult, WriteResult

_NESTED = re.compile(r'(?<!\\)"net"\s*:\s*\{')
_ONLY_THERE = re.compile(
    r'(?<!\\)"(?:http_method|http_path|persisted|legacy_bindings|autoFill|guardUnrepresentable'
    r'|kinetic|assertedClasses)"\s*:'
)


class PetriPilotFormat:
    """A net as earlier tools write it, alone or with extensions."""

    name = "petri-pilot-json"
    suffixes: tuple[str, ...] = ()
    description = "the JSON of petri-pilot and go-pflow, flat or with net and extensions"

    def sniff(self, text: str) -> int:
        """A net at the top of the nested form, or keys that only the flat form has."""
        if not text[:1024].lstrip("\ufeff \t\r\n").startswith("{"):
            return 0
        if _NESTED.search(text):
            top = top_of(text)
            if "net" in top and "places" not in top:
                return 90
        return 60 if _ONLY_THERE.search(text) else 0

    def read(self, text: str, file: str) -> ReadResult:
        """The model in `text`, translated."""
        from petri_pilot.formats.petri_pilot_json.reader import translate
        from petri_pilot.formats.translation import Translation

        source, found, locate = read_object(text, file)
        if source is None:
            return ReadResult(None, tuple(found), locate)
        translation = Translation(file, found)
        document = translate(source, translation)
        mapped = MappedLocator(translation.sources, locate)
        made = None if translation.failed else document
        return ReadResult(made, tuple(translation.diagnostics), mapped)

    def write(self, document: Mapping[str, Any]) -> WriteResult:
        """A net in the flat form, an application in the nested one."""
        from petri_pilot.formats.losses import written
        from petri_pilot.formats.petri_pilot_json.writer import render

        return written(self, document, render)
