"""Which paths an emitter may plan, and which of them exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final

RESERVED: Final = re.compile(
    r"(?i)^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)"
)
"""Device names of Windows, with or without an ending (Microsoft, "Naming Files")."""

_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]|[\ud800-\udfff]')
_OWN: Final = ".petri"
"""The folder of the generator's own records."""


def path_problem(path: PurePosixPath) -> str | None:
    """Why the path cannot be an output file, or None if it can."""
    if not isinstance(path, PurePosixPath):
        return "is not a PurePosixPath"
    text = str(path)
    if path.is_absolute():
        return "is absolute"
    if not path.parts:
        return "is empty"
    if ".." in path.parts:
        return "leaves the output folder"
    if _FORBIDDEN.search(text):
        return "holds a character that not every file system can hold"
    if path.parts[0].casefold() in (_OWN, ".git"):
        return f"lies in {path.parts[0]}, which is not an emitter's to write"
    return next(filter(None, map(_part_problem, path.parts)), None)


def _part_problem(part: str) -> str | None:
    if RESERVED.match(part):
        return f"holds {part!r}, a device name on Windows"
    if part.endswith((".", " ")):
        return f"holds {part!r}, which ends in a dot or a space"
    if len(part.encode()) > 255:  # NAME_MAX of the common file systems
        return "has a part of more than 255 bytes"
    return None


def fold(path: PurePosixPath) -> str:
    """The path as a file system that ignores case compares it."""
    return str(path).casefold()


def collisions(
    paths: Iterable[PurePosixPath],
) -> list[tuple[PurePosixPath, PurePosixPath]]:
    """Pairs that cannot both exist: equal but for case, or a file and a folder.

    The second of a pair comes later in `paths`; of several partners of one
    path only the first is given.
    """
    files: dict[str, PurePosixPath] = {}
    folders: dict[str, PurePosixPath] = {}
    found = []
    for path in paths:
        key = fold(path)
        parents = [fold(parent) for parent in path.parents][:-1]
        other = files.get(key) or folders.get(key)
        other = other or next((files[parent] for parent in parents if parent in files), None)
        if other is not None:
            found.append((other, path))
        files.setdefault(key, path)
        for parent in parents:
            folders.setdefault(parent, path)
    return found
