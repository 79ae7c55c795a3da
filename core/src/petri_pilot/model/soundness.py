"""The first look at a document: whether it is JSON at all."""

from __future__ import annotations

import math
from typing import Any

from petri_pilot.diagnostics.diagnostic import Diagnostic
from petri_pilot.diagnostics.origin import Origin
from petri_pilot.model.kinds import NotJson
from petri_pilot.model.record import escape

MAX_DEPTH = 64
"""Levels of nesting; the bound that docs/semantics.md sets for json values."""
MAX_VALUES = 10_000_000
"""Values in a document; YAML aliases can make a short text unfold into any number."""


def unsound(document: Any, file: str) -> list[Diagnostic]:
    """What in a parsed text is not JSON. Does not recurse, so depth cannot hurt it."""
    if _is_sound(document):
        return []
    found: list[Diagnostic] = []
    stack: list[tuple[Any, str, int]] = [(document, "", 0)]
    visited = 0
    while stack:
        value, pointer, depth = stack.pop()
        visited += 1
        if visited > MAX_VALUES:
            found.append(Diagnostic(NotJson(f"more than {MAX_VALUES} values"), Origin(file, "")))
            break
        what = _fault(value, depth)
        if what is not None:
            found.append(Diagnostic(NotJson(what), Origin(file, pointer)))
        elif isinstance(value, dict):
            stack.extend((v, f"{pointer}/{escape(k)}", depth + 1) for k, v in value.items())
        elif isinstance(value, list):
            stack.extend((v, f"{pointer}/{i}", depth + 1) for i, v in enumerate(value))
    return sorted(found, key=lambda d: d.origin.pointer)


def _is_sound(document: Any) -> bool:
    """Whether there is nothing to report. Keeps no pointers, which is most of the work."""
    level: list[Any] = [document]
    visited = 0
    for depth in range(MAX_DEPTH + 1):
        visited += len(level)
        if visited > MAX_VALUES or any(_fault(v, depth) is not None for v in level):
            return False
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
        if not below:
            return True
        level = below
    return False


def _fault(value: Any, depth: int) -> str | None:
    if depth > MAX_DEPTH:
        return f"nesting of more than {MAX_DEPTH} levels"
    if isinstance(value, dict):
        bad = [k for k in value if not isinstance(k, str) or _bad_text(k)]
        return f"the key {bad[0]!r}" if bad else None
    if isinstance(value, str):
        return "a string with NUL or a lone surrogate" if _bad_text(value) else None
    if isinstance(value, float):
        return None if math.isfinite(value) else f"the number {value}"
    if value is None or isinstance(value, bool | int | list):
        return None
    return f"a {type(value).__name__}"


def _bad_text(text: str) -> bool:
    if text.isascii():
        return "\0" in text
    return "\0" in text or any(0xD800 <= ord(c) <= 0xDFFF for c in text)
