"""Which folders may be generated into."""

from __future__ import annotations

import sys
from pathlib import Path

_OWN = "petri_pilot"


def folder_problem(folder: Path) -> str | None:
    """Why nothing can be generated into the folder, or None."""
    try:
        resolved = folder.resolve()
        parent = next((p for p in (resolved, *resolved.parents) if p.exists()), resolved)
    except OSError as error:
        return error.strerror or str(error)
    except RuntimeError as error:
        return str(error)
    if not parent.is_dir():
        return "it is not a folder" if parent == resolved else f"{parent} is not a folder"
    for source in _sources():
        if resolved.is_relative_to(source):
            return "it lies inside the generator's own source"
    return None


def _sources() -> list[Path]:
    """The packages of core and of the plugins that are loaded."""
    found = []
    for name, module in list(sys.modules.items()):
        if name == _OWN or (name.startswith(_OWN + "_") and "." not in name):
            file = getattr(module, "__file__", None)
            if file:
                found.append(Path(file).resolve().parent)
    return found
