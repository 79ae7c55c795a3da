"""The format `json`: the model language as it is documented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from petri_pilot.formats.jsontext import encode, read_object
from petri_pilot.plugins.results import ReadResult, WriteResult


class JsonFormat:
    """One JSON object: a net or an application."""

    name = "json"
    suffixes: tuple[str, ...] = (".json",)
    description = "the model language as JSON"

    def sniff(self, text: str) -> int:
        """JSON objects in general; other formats know theirs better."""
        head = text[:1024].lstrip("\ufeff \t\r\n")
        return 50 if head.startswith(("{", "[")) else 0

    def read(self, text: str, file: str) -> ReadResult:
        """The object in `text`."""
        document, diagnostics, locate = read_object(text, file)
        return ReadResult(document, tuple(diagnostics), locate)

    def write(self, document: Mapping[str, Any]) -> WriteResult:
        """`document` as indented JSON, in the order of its keys."""
        return WriteResult(encode(document))
