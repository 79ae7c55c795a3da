"""`.petri/manifest.json`: what the last run wrote.

It lies in the user's folder, so it is untrusted input: everything about it is
checked before a path in it is looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, Final

from petri_pilot import __version__
from petri_pilot.generate.paths import collisions, path_problem
from petri_pilot.plugins.api import Ownership

FOLDER: Final = PurePosixPath(".petri")
MANIFEST: Final = FOLDER / "manifest.json"
BASE: Final = FOLDER / "base"
"""The pristine text of scaffold and data files, as last written."""
PENDING: Final = FOLDER / "pending"
"""The pristine text of files whose conflict is not resolved."""

_FORMAT: Final = 1
_KEYS: Final = frozenset({"path", "plugin", "version", "ownership", "sha256", "pending"})


class ManifestError(Exception):
    """The manifest is not one; the message says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the last run. `digest` is the sha256 of its pristine text.

    `pending` is the sha256 of a newer pristine text that conflicted.
    """

    path: PurePosixPath
    plugin: str
    version: str
    ownership: Ownership
    digest: str
    pending: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files of the last run."""

    entries: Mapping[PurePosixPath, Entry] = field(default_factory=dict)


def digest(content: bytes) -> str:
    """The sha256 of a file's content in hexadecimal."""
    return sha256(content).hexdigest()


def print_manifest(entries: Iterable[Entry]) -> bytes:
    """The manifest as text, sorted by path."""
    files = [_print_entry(entry) for entry in sorted(entries, key=lambda e: str(e.path))]
    document = {"format": _FORMAT, "generator": __version__, "files": files}
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def _print_entry(entry: Entry) -> dict[str, str]:
    printed = {
        "path": str(entry.path),
        "plugin": entry.plugin,
        "version": entry.version,
        "ownership": entry.ownership.value,
        "sha256": entry.digest,
    }
    return printed if entry.pending is None else {**printed, "pending": entry.pending}


def read_manifest(content: bytes) -> Manifest:
    """Parse a manifest; raises `ManifestError`."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ManifestError("it is not JSON") from error
    if not isinstance(document, dict) or document.get("format") != _FORMAT:
        raise ManifestError(f"it is not a manifest of format {_FORMAT}")
    files = document.get("files")
    if not isinstance(files, list):
        raise ManifestError("it lists no files")
    entries: dict[PurePosixPath, Entry] = {}
    for item in files:
        entry = _read_entry(item)
        entries[entry.path] = entry
    if len(entries) < len(files) or collisions(entries):
        raise ManifestError("it lists a path twice")
    return Manifest(entries)


def _read_entry(item: Any) -> Entry:
    if not isinstance(item, dict) or not item.keys() <= _KEYS:
        raise ManifestError("a file in it has keys that are not known")
    if not all(isinstance(value, str) for value in item.values()):
        raise ManifestError("a file in it has a value that is not a string")
    if not _KEYS - {"pending"} <= item.keys():
        raise ManifestError("a file in it lacks a key")
    path = PurePosixPath(item["path"])
    problem = path_problem(path)
    if problem is not None:
        raise ManifestError(f"the path {item['path']!r} {problem}")
    try:
        ownership = Ownership(item["ownership"])
    except ValueError as error:
        raise ManifestError(f"the ownership {item['ownership']!r} does not exist") from error
    hashes = (item["sha256"], item.get("pending"))
    return Entry(path, item["plugin"], item["version"], ownership, *hashes)
