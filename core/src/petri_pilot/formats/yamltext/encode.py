"""Printing a document as YAML that versions 1.1 and 1.2 read alike."""

from __future__ import annotations

import re
from typing import Any

import yaml

from petri_pilot.formats.yamltext.scalar import is_text

_ESCAPED = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
"""Line breaks, which plain text would fold, and what only escapes keep."""


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Quote what the core schema of YAML 1.2 reads as something else than text.

    PyYAML itself quotes what YAML 1.1 does.
    """
    plain = is_text(text) and text != "<<" and not _ESCAPED.search(text)
    style = None if plain else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def encode(value: Any) -> str:
    """`value` as YAML in the order of its keys."""
    text: str = yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, indent=2
    )
    return text
