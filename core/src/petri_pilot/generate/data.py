"""Data artifacts: trees that several emitters add to before they are printed."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from petri_pilot.diagnostics import Diagnostic
from petri_pilot.generate.artifacts import Planned
from petri_pilot.generate.emit import Emitted
from petri_pilot.generate.kinds.composition import TargetNotEnabled
from petri_pilot.generate.kinds.files import ArtifactRefused, DataConflict, PatchWithoutFile
from petri_pilot.plugins.api import DataPatch

Key = tuple[str, ...]
Trees = dict[PurePosixPath, dict[str, Any]]


def merge_data(
    planned: Sequence[Planned], answers: Sequence[Emitted], enabled: Sequence[str]
) -> tuple[Trees, list[Diagnostic]]:
    """The tree of every data artifact with all patches in it, keys in order of arrival."""
    trees: dict[PurePosixPath, _Tree] = {}
    diagnostics: list[Diagnostic] = []
    for plan in planned:
        if plan.artifact.data is not None:
            tree = _Tree(plan.artifact.path)
            diagnostics.extend(tree.add(plan.artifact.data, plan.emitter.name))
            trees[plan.artifact.path] = tree
    others = {plan.artifact.path for plan in planned} - set(trees)
    for answer in answers:
        name = answer.emitter.name
        for patch in answer.emission.patches:
            target = trees.get(patch.path)
            if target is not None:
                diagnostics.extend(target.add(patch.value, name))
            else:
                diagnostics.append(_homeless(patch, name, patch.path in others, enabled))
    return {path: tree.value for path, tree in trees.items()}, diagnostics


def _homeless(patch: DataPatch, name: str, exists: bool, enabled: Sequence[str]) -> Diagnostic:
    path = str(patch.path)
    if patch.target and patch.target not in enabled:
        return Diagnostic(TargetNotEnabled(name, path), plugin=name)
    problem = "is not a data file" if exists else "no enabled emitter plans"
    return Diagnostic(PatchWithoutFile(name, path, problem), plugin=name)


class _Tree:
    """A tree that knows who gave each of its keys."""

    def __init__(self, path: PurePosixPath) -> None:
        self.value: dict[str, Any] = {}
        self._path = str(path)
        self._givers: dict[Key, str] = {}
        self._members: dict[Key, set[str]] = {}

    def add(self, value: Mapping[str, Any], giver: str) -> list[Diagnostic]:
        """Merge `value` in; the diagnostics name the keys where that failed."""
        problem = plain_problem(value)
        if problem is not None:
            kind = ArtifactRefused(self._path, giver, f"is given data that {problem}")
            return [Diagnostic(kind, plugin=giver)]
        return self._merge(self.value, value, (), giver)

    def _merge(
        self, base: dict[str, Any], value: Mapping[str, Any], at: Key, giver: str
    ) -> list[Diagnostic]:
        found: list[Diagnostic] = []
        for name, new in value.items():
            key = (*at, name)
            if name not in base:
                base[name] = {} if isinstance(new, Mapping) else _copy(new)
                self._givers[key] = giver
            old = base[name]
            if isinstance(old, dict) and isinstance(new, Mapping):
                found.extend(self._merge(old, new, key, giver))
            elif isinstance(old, list) and isinstance(new, list | tuple):
                self._extend(old, new, key)
            elif not same(old, new):
                found.append(self._conflict(key, old, giver, new))
        return found

    def _extend(self, old: list[Any], new: Sequence[Any], key: Key) -> None:
        """Append what is not in the list yet, in order."""
        members = self._members.get(key)
        if members is None:
            members = self._members[key] = {_text(item) for item in old}
        for item in new:
            text = _text(item)
            if text not in members:
                members.add(text)
                old.append(_copy(item))

    def _conflict(self, key: Key, old: Any, giver: str, new: Any) -> Diagnostic:
        first = self._givers[key]
        kind = DataConflict(self._path, ".".join(key), first, _text(old), giver, _text(new))
        return Diagnostic(kind, plugin=giver)


def same(left: Any, right: Any) -> bool:
    """Whether two plain values are the same JSON; `1` and `true` and `1.0` are not."""
    return _text(left) == _text(right)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=dict)


def _copy(value: Any) -> Any:
    match value:
        case Mapping():
            return {k: _copy(v) for k, v in value.items()}
        case list() | tuple():
            return [_copy(v) for v in value]
        case _:
            return value


def plain_problem(value: Any) -> str | None:
    """Why a tree is not plain JSON data with string keys, or None if it is."""
    match value:
        case Mapping():
            if not all(isinstance(key, str) for key in value):
                return "has a key that is not a string"
            parts = list(value.values())
        case list() | tuple():
            parts = list(value)
        case float() if not math.isfinite(value):
            return "holds a number that is not finite"
        case None | bool() | int() | float() | str():
            return None
        case _:
            return f"holds a {type(value).__name__}"
    return next((p for p in map(plain_problem, parts) if p is not None), None)
