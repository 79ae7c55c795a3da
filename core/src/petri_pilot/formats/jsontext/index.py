"""Where the values of a JSON text are.

An iterative scan by one regular expression, so that depth costs no stack; it
expects text that the strict decoder accepts, or accepts but for duplicate
keys, depth or the size of numbers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from petri_pilot.formats.jsontext.decode import MAX_DEPTH
from petri_pilot.formats.text import escape_segment

_TOKEN = re.compile(
    r"""[\ufeff \t\n\r]*(?:([{}\[\],:])|("(?:[^"\\]|\\.)*+")|([^\s{}\[\],:"]++))""", re.DOTALL
)


_MAX_POINTER = 4096
"""Values with longer pointers are located at their ancestor, to bound the index."""


@dataclass(slots=True)
class _Frame:
    pointer: str
    is_object: bool
    key: str | None = None
    index: int = 0
    seen: set[str] | None = None


@dataclass(frozen=True, slots=True)
class Scanned:
    """A value of the text. `duplicate` says that its key was there before."""

    pointer: str
    offset: int
    depth: int
    text: str
    """The scalar as written; `{` or `[` for a container."""
    key: str | None
    duplicate: bool


def scan(text: str) -> Iterator[Scanned]:
    """The values of the text in order, containers before their parts.

    It ends after the first container that is deeper than `MAX_DEPTH`.
    """
    stack: list[_Frame] = []
    duplicate = False
    for match in _TOKEN.finditer(text):
        mark = match[1]
        if mark in ("}", "]"):
            if stack:
                stack.pop()
        elif mark == "," and stack:
            stack[-1].index += 1
            stack[-1].key = None
        elif mark in (",", ":"):
            continue
        else:
            token, offset = match[match.lastindex or 0], match.start(match.lastindex or 0)
            frame = stack[-1] if stack else None
            if frame is not None and frame.is_object and frame.key is None:
                frame.key = _string(token)
                frame.seen = frame.seen or set()
                duplicate = frame.key in frame.seen
                frame.seen.add(frame.key)
                continue
            pointer = _child(frame)
            key = frame.key if frame is not None else None
            yield Scanned(pointer, offset, len(stack) + 1, token, key, duplicate)
            duplicate = False
            if mark and len(stack) == MAX_DEPTH:
                return
            if mark:
                stack.append(_Frame(pointer, mark == "{"))


def _string(token: str) -> str:
    try:
        made: str = json.loads(token, strict=False)
    except ValueError:
        return token
    return made


def _child(frame: _Frame | None) -> str:
    if frame is None:
        return ""
    segment = escape_segment(frame.key or "") if frame.is_object else str(frame.index)
    return f"{frame.pointer}/{segment}"


def value_offsets(text: str) -> dict[str, int]:
    """The offset of each value by its pointer; of two with one pointer, the first."""
    offsets: dict[str, int] = {}
    for scanned in scan(text):
        if len(scanned.pointer) <= _MAX_POINTER:
            offsets.setdefault(scanned.pointer, scanned.offset)
    return offsets
