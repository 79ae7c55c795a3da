"""Data trees as text: JSON, YAML, or the emitter's own printer."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final

YAML: Final = (".yaml", ".yml")

_NUMBER_1_2: Final = re.compile(
    r"[-+]?(\d[\d_]*(\.\d*)?|\.\d+)([eE][-+]?\d+)?|0[oxb][0-9a-fA-F_]+|[-+]?\.(inf|nan)|~",
    re.IGNORECASE,
)
"""Plain scalars that YAML 1.1 reads as strings and the core schema of YAML 1.2 does not."""

_BREAKS: Final = re.compile("[\r\x85\u2028\u2029\ufeff]")
"""Line breaks of YAML 1.1 and the byte order mark, which plain text does not keep."""


def can_print(path: PurePosixPath) -> bool:
    """Whether the ending alone says how to print."""
    return path.suffix == ".json" or path.suffix in YAML


def print_data(path: PurePosixPath, tree: Mapping[str, Any]) -> str:
    """The tree in the language of the file's ending; keys keep their order."""
    if path.suffix == ".json":
        return print_json(tree)
    if path.suffix in YAML:
        return print_yaml(tree)
    raise ValueError(f"no printer for {path.suffix!r}")


def print_json(tree: Mapping[str, Any]) -> str:
    """JSON with two spaces of indentation and a final newline."""
    return json.dumps(tree, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def print_yaml(tree: Mapping[str, Any]) -> str:
    """YAML in block style whose strings are strings in YAML 1.1 and 1.2 alike."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            del indentless  # lists are indented below their key, as people write them
            super().increase_indent(flow, False)

        def ignore_aliases(self, data: Any) -> bool:
            del data
            return True

    def string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
        quoted = _NUMBER_1_2.fullmatch(text) or _BREAKS.search(text)
        style = '"' if quoted else "|" if "\n" in text else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Dumper.add_representer(str, string)
    return str(yaml.dump(dict(tree), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=100))
