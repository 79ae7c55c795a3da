"""The format `yaml`: the model language as YAML 1.2."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from petri_pilot.plugins.results import ReadResult, WriteResult

MAX_CHARACTERS = 5_000_000
"""Less than for JSON: reading YAML takes some twenty times as long."""

_KEY_LINE = r"^(?:---\s*$|[A-Za-z_$\"'][\w$\"'-]*[ \t]*:(?:\s|$))"


class YamlFormat:
    """One YAML document: a net or an application."""

    name = "yaml"
    suffixes: tuple[str, ...] = (".yaml", ".yml")
    description = "the model language as YAML 1.2, without anchors, aliases and tags"

    def sniff(self, text: str) -> int:
        """A line of a key and a colon, in a text that starts like no other format."""
        head = text[:4096].lstrip("\ufeff \t\r\n")
        if head.startswith(("{", "[", "(", ";", "<")):
            return 0
        return 20 if re.search(_KEY_LINE, head, re.MULTILINE) else 0

    def read(self, text: str, file: str) -> ReadResult:
        """The mapping in `text`."""
        from petri_pilot.formats.yamltext.decode import decode_object

        document, diagnostics, locate = decode_object(text, file, MAX_CHARACTERS)
        return ReadResult(document, tuple(diagnostics), locate)

    def write(self, document: Mapping[str, Any]) -> WriteResult:
        """`document` as YAML, in the order of its keys."""
        from petri_pilot.formats.yamltext.encode import encode

        return WriteResult(encode(dict(document)))
