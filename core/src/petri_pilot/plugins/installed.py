"""The installed distributions that mention our entry-point group.

importlib_metadata takes longer to import and to list everything than
`petri validate` needs for the rest of its work. So the folders of `sys.path` are
looked through here; it is asked about what is no folder (zip archives, eggs,
importers with distributions of their own).
"""

# pathlib, too, is slow to import.
# ruff: noqa: PTH113, PTH118, PTH123, PTH208

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder
from typing import Protocol, cast

_INFO = (".dist-info", ".egg-info")


class Distribution(Protocol):
    """What is needed of a distribution; those of importlib_metadata are some."""

    def read_text(self, filename: str) -> str | None:
        """A file of its metadata, or None if it has none of that name."""
        ...


class InfoFolder:
    """A distribution whose metadata is a folder, as installers write it."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def read_text(self, filename: str) -> str | None:
        """A file of its metadata, or None if it has none of that name."""
        try:
            with open(os.path.join(self._folder, filename), encoding="utf-8") as stream:
                return stream.read()
        except (FileNotFoundError, NotADirectoryError):
            return None


def installed() -> Iterator[Distribution]:
    """All distributions that can be imported from, in the order of `sys.path`."""
    if any(map(_finds_distributions, sys.meta_path)):
        yield from _asked(None)
        return
    for entry in sys.path:
        folder = entry or "."
        if folder.endswith(".egg") or os.path.isfile(folder):
            yield from _asked([folder])
        else:
            yield from _in_folder(folder)


def _finds_distributions(finder: object) -> bool:
    """Whether a finder of modules is one that knows of distributions beyond `sys.path`."""
    kind = finder if isinstance(finder, type) else type(finder)
    ours = kind is PathFinder or kind.__module__.partition(".")[0] == "importlib_metadata"
    return not ours and hasattr(finder, "find_distributions")


def _in_folder(folder: str) -> Iterator[Distribution]:
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(_INFO))
    except OSError:
        return  # sys.path may name what is not there
    for name in names:
        yield InfoFolder(os.path.join(folder, name))


def _asked(path: list[str] | None) -> Iterator[Distribution]:
    import importlib_metadata

    where = {} if path is None else {"path": path}
    for distribution in importlib_metadata.distributions(**where):
        yield cast("Distribution", distribution)
