"""Three-way merges: of text by `git merge-file`, of JSON by key."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from petri_pilot.generate.data import same

_MISSING: Final = object()


class GitError(Exception):
    """`git merge-file` could not run."""


class JsonFileError(Exception):
    """The text is not a JSON object with each key once."""


@dataclass(frozen=True, slots=True)
class KeyConflict:
    """A key that both sides changed, to these values."""

    key: str
    yours: str
    new: str


def merge_text(yours: bytes, base: bytes, new: bytes) -> tuple[bytes, bool]:
    """Merge what changed from `base` to `new` into `yours`.

    Returns the text, with conflict markers if the flag is set. Raises `GitError`.
    """
    with tempfile.TemporaryDirectory(prefix="petri-merge-") as folder:
        names = ("yours", "base", "generated")
        for name, content in zip(names, (yours, base, new), strict=True):
            (Path(folder) / name).write_bytes(content)
        labels = [part for name in names for part in ("-L", name)]
        command = ["git", "merge-file", "-p", "--diff3", *labels, *names]
        settings = Path(folder) / "no-settings"  # the user's must not change the result
        settings.touch()
        environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": str(settings),
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        try:
            result = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, check=False
            )
        except OSError as error:
            raise GitError(str(error)) from error
    # The status is the number of conflicts, at most 127; above that git failed.
    if result.returncode < 0 or result.returncode > 127:
        raise GitError(result.stderr.decode(errors="replace").strip())
    return result.stdout, result.returncode > 0


def read_object(content: bytes) -> dict[str, Any]:
    """A JSON object; raises `JsonFileError`."""
    try:
        value = json.loads(content, object_pairs_hook=_unique, parse_constant=_refuse)
    except JsonFileError:
        raise
    except (ValueError, RecursionError) as error:
        raise JsonFileError(f"it is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise JsonFileError("it is not a JSON object")
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise JsonFileError("it has a key twice")
    return value


def _refuse(name: str) -> Any:
    raise JsonFileError(f"it holds {name}")


def print_like(tree: dict[str, Any], model: bytes) -> bytes:
    """The tree as JSON, indented as `model` is."""
    found = re.search(rb'\n([ \t]+)"', model)
    indent = found.group(1).decode() if found else 2
    return (json.dumps(tree, indent=indent, ensure_ascii=False) + "\n").encode()


def merge_object(
    base: dict[str, Any], yours: dict[str, Any], new: dict[str, Any], *, prefer_new: bool
) -> tuple[dict[str, Any], list[KeyConflict]]:
    """Merge what changed from `base` to `new` into `yours`, key by key.

    Keys that only you have stay, and so does your value of a key that the
    generator did not change since. Lists are merged as sets in order. With
    `prefer_new` a key that both changed takes the new value.
    """
    conflicts: list[KeyConflict] = []
    merged = _merge(base, yours, new, (), conflicts, prefer_new)
    return merged, conflicts


def _merge(
    base: dict[str, Any],
    yours: dict[str, Any],
    new: dict[str, Any],
    at: tuple[str, ...],
    conflicts: list[KeyConflict],
    prefer_new: bool,
) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for key in [*yours, *(k for k in new if k not in yours)]:
        b, y, n = (tree.get(key, _MISSING) for tree in (base, yours, new))
        if isinstance(y, dict) and (isinstance(n, dict) or (n is _MISSING and b is not _MISSING)):
            value: Any = _merge(_tree(b), y, _tree(n), (*at, key), conflicts, prefer_new)
            if n is _MISSING and not value:
                value = _MISSING
        elif isinstance(y, list) and isinstance(n, list):
            value = _merge_lists(b if isinstance(b, list) else [], y, n)
        elif _equal(y, n) or _equal(n, b):
            value = y
        elif _equal(y, b) or prefer_new:
            value = n
        else:
            conflicts.append(KeyConflict(".".join((*at, key)), _show(y), _show(n)))
            value = y
        if value is not _MISSING:
            merged[key] = value
    return merged


def _tree(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _merge_lists(base: list[Any], yours: list[Any], new: list[Any]) -> list[Any]:
    before, after, present = ({_key(item) for item in part} for part in (base, new, yours))
    kept = [item for item in yours if _key(item) not in before - after]
    return kept + [item for item in new if _key(item) not in before | present]


def _equal(left: Any, right: Any) -> bool:
    if left is _MISSING or right is _MISSING:
        return left is right
    return same(left, right)


def _key(item: Any) -> str:
    return json.dumps(item, sort_keys=True)


def _show(value: Any) -> str:
    return "(deleted)" if value is _MISSING else json.dumps(value, ensure_ascii=False)
