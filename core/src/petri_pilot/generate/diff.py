"""The difference between a folder and what the model generates."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from petri_pilot.generate.changes import Change


def unified_diff(changes: Iterable[Change]) -> str:
    """A unified diff of all files that drift, in order; empty if none does."""
    return "".join(_one(change) for change in changes if change.drifts)


def _one(change: Change) -> str:
    after = change.beside if change.beside is not None else change.after
    if change.before == after:
        return f"mode of {change.path} changes\n"
    old, new = ("/dev/null" if s is None else str(change.path) for s in (change.before, after))
    lines = difflib.unified_diff(_lines(change.before), _lines(after), old, new, lineterm="")
    return "".join(line + "\n" for line in lines)


def _lines(content: bytes | None) -> list[str]:
    return (content or b"").decode(errors="backslashreplace").splitlines()
