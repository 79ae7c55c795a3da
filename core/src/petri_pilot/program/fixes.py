"""Fixes are offered only once they have been tried."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from petri_pilot.diagnostics.diagnostic import Diagnostic, Severity

MAX_WORK = 200_000
"""Characters of document that may be resolved again to try fixes; further fixes are left
out. It bounds the time that large documents with many findings take, and, unlike a
clock, gives every run the same answer."""


class _Resolved(Protocol):
    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]: ...


def verified(
    document: Mapping[str, Any],
    file: str,
    diagnostics: tuple[Diagnostic, ...],
    resolve_once: Callable[[Any, str], _Resolved],
) -> tuple[Diagnostic, ...]:
    """The diagnostics, without the fixes that do not help."""
    candidates = [d for d in diagnostics if d.fix is not None]
    if not candidates:
        return diagnostics
    budget = MAX_WORK // max(1, _size(document))
    kept = {
        id(d) for d in candidates[:budget] if _helps(document, file, d, diagnostics, resolve_once)
    }
    return tuple(d if d.fix is None or id(d) in kept else replace(d, fix=None) for d in diagnostics)


def _helps(
    document: Mapping[str, Any],
    file: str,
    diagnostic: Diagnostic,
    before: tuple[Diagnostic, ...],
    resolve_once: Callable[[Any, str], _Resolved],
) -> bool:
    """Whether the fix removes the diagnostic and brings no error that was not there."""
    assert diagnostic.fix is not None
    try:
        changed = apply_patch(document, diagnostic.fix.patch)
    except (KeyError, IndexError, ValueError, TypeError):
        return False
    after = resolve_once(changed, file).diagnostics
    if _count(after, diagnostic) >= _count(before, diagnostic):
        return False
    known = {(d.code, d.message) for d in before}
    return all(d.severity is not Severity.ERROR or (d.code, d.message) in known for d in after)


def _count(diagnostics: tuple[Diagnostic, ...], like: Diagnostic) -> int:
    return sum(d.code == like.code and d.message == like.message for d in diagnostics)


def _size(document: Any) -> int:
    """Roughly how many characters a document has."""
    size = 0
    stack = [document]
    while stack:
        value = stack.pop()
        size += 8
        if isinstance(value, dict):
            stack.extend(value.values())
            size += sum(len(str(k)) for k in value)
        elif isinstance(value, list):
            stack.extend(value)
        elif isinstance(value, str):
            size += len(value)
    return size


def apply_patch(document: Any, patch: tuple[dict[str, Any], ...]) -> Any:
    """The document after an RFC 6902 patch of add, remove, replace and move.

    Raises KeyError, IndexError, ValueError or TypeError where the patch does not fit.
    """
    result = copy.deepcopy(document)
    for operation in patch:
        if operation["op"] == "move":
            value = _take(result, operation["from"])
            result = _put(result, operation["path"], value, insert=True)
        elif operation["op"] == "remove":
            _take(result, operation["path"])
        else:
            value = copy.deepcopy(operation["value"])
            result = _put(result, operation["path"], value, insert=operation["op"] == "add")
    return result


def _segments(pointer: str) -> list[str]:
    return [s.replace("~1", "/").replace("~0", "~") for s in pointer.split("/")[1:]]


def _parent(document: Any, pointer: str) -> tuple[Any, str]:
    *path, last = _segments(pointer)
    for segment in path:
        document = document[int(segment) if isinstance(document, list) else segment]
    return document, last


def _take(document: Any, pointer: str) -> Any:
    parent, last = _parent(document, pointer)
    return parent.pop(int(last) if isinstance(parent, list) else last)


def _put(document: Any, pointer: str, value: Any, *, insert: bool) -> Any:
    if not pointer:
        return value
    parent, last = _parent(document, pointer)
    if not isinstance(parent, list):
        if not insert and last not in parent:
            raise KeyError(last)
        parent[last] = value
    elif last == "-":
        parent.append(value)
    elif insert:
        parent.insert(int(last), value)
    else:
        parent[int(last)] = value
    return document
