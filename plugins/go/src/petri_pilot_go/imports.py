"""Import lines that contributions ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from petri_pilot_go.literals import go_string


def go_imports(items: Iterable[Any], kind: str) -> list[str]:
    """The imports of the items, sorted: those of the standard library, or the others.

    An import is a path, or a name and a path with a space between.
    """
    found = {text for item in items for text in getattr(item, "imports", ())}
    wanted = [t for t in found if _is_standard(_path(t)) == (kind == "std")]
    return [_line(t) for t in sorted(wanted, key=_path)]


def _path(text: str) -> str:
    return text.rpartition(" ")[2]


def _is_standard(path: str) -> bool:
    return "." not in path.split("/")[0] and "/internal/" not in path


def _line(text: str) -> str:
    name, _, path = text.rpartition(" ")
    return f"{name} {go_string(path)}" if name else go_string(path)
