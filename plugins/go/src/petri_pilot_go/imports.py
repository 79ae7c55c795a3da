"""Import groups of files that contributions reach into."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from petri_pilot_go.literals import go_string


def go_imports(items: Iterable[Any], kind: str, own: Iterable[str], module: str) -> list[str]:
    """The lines of one group: `own` and what the items import, each once, by path.

    An import is a path, or a name and a path with a space between; a path that
    starts with `./` is below the project's module. `kind` is "std" for packages
    of the standard library, "other" for the rest.
    """
    asked = {_resolved(text, module) for item in items for text in getattr(item, "imports", ())}
    wanted = {t for t in asked if _is_standard(_path(t), module) == (kind == "std")}
    return [_line(t) for t in sorted(wanted | set(own), key=lambda t: (_path(t), t))]


def _resolved(text: str, module: str) -> str:
    name, _, path = text.rpartition(" ")
    if path.startswith("./"):
        path = f"{module}/{path.removeprefix('./')}"
    return f"{name} {path}" if name else path


def _path(text: str) -> str:
    return text.rpartition(" ")[2]


def _is_standard(path: str, module: str) -> bool:
    return "." not in path.split("/")[0] and not path.startswith(module + "/")


def _line(text: str) -> str:
    name, _, path = text.rpartition(" ")
    return f"{name} {go_string(path)}" if name else go_string(path)
