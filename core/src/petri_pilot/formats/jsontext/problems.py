"""What is wrong with JSON text, and where."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from itertools import islice
from typing import Any

from petri_pilot.diagnostics import Diagnostic, Kind, Origin
from petri_pilot.formats.jsontext import advice
from petri_pilot.formats.jsontext.decode import MAX_DEPTH, NOT_TEXT
from petri_pilot.formats.jsontext.index import Scanned, scan
from petri_pilot.formats.kinds.json import (
    ByteOrderMark,
    JsonDuplicateKey,
    JsonNumber,
    JsonString,
    JsonSyntax,
    JsonTooDeep,
    NotAnObject,
)
from petri_pilot.formats.kinds.source import EmptyFile
from petri_pilot.formats.text import position_of

_MAX_DIGITS = 4300
"""CPython's own limit on the digits of an integer literal."""

_MAX_REPORTED = 100
"""Errors of one kind that are listed; looking up more lines would take long, for nobody."""


def byte_order_mark(file: str) -> Diagnostic:
    """The text started with one."""
    return Diagnostic(ByteOrderMark(), Origin(file, ""))


def not_an_object(value: Any, file: str) -> Diagnostic:
    """The text holds another value."""
    return Diagnostic(NotAnObject(json_kind(value)), Origin(file, ""))


def json_kind(value: Any) -> str:
    """What JSON calls a value, with an article."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    names: dict[type, str] = {
        dict: "an object",
        list: "a list",
        str: "a string",
        int: "a number",
        float: "a number",
    }
    return names[type(value)]


def undecodable(text: str, error: Exception, file: str) -> list[Diagnostic]:
    """Why the decoder raised `error`."""
    if not text.strip():
        return [Diagnostic(EmptyFile(), Origin(file, ""))]
    if isinstance(error, json.JSONDecodeError):
        return [advice.diagnose(text, error, file)]
    found = _too_deep(text, file) if isinstance(error, RecursionError) else _numbers(text, file)
    return found or [Diagnostic(JsonSyntax(1, 1, str(error)), Origin(file, ""))]


def misused(text: str, file: str) -> list[Diagnostic]:
    """Duplicate keys, excessive depth, and strings that are no text, if there are any."""
    return _too_deep(text, file) or [*_duplicates(text, file), *_strings(text, file)]


def _too_deep(text: str, file: str) -> list[Diagnostic]:
    return [
        _at(text, scanned, file, JsonTooDeep, MAX_DEPTH)
        for scanned in scan(text)
        if scanned.depth > MAX_DEPTH and scanned.text in ("{", "[")
    ][:1]


def _numbers(text: str, file: str) -> list[Diagnostic]:
    bad = (
        s
        for s in scan(text)
        if s.text in ("NaN", "Infinity", "-Infinity") or _is_beyond_range(s.text)
    )
    return [_at(text, s, file, JsonNumber, _shorten(s.text)) for s in islice(bad, _MAX_REPORTED)]


def _is_beyond_range(literal: str) -> bool:
    if literal[0] not in "-0123456789":
        return False
    if literal.lstrip("-").isdigit():
        return len(literal.lstrip("-")) > _MAX_DIGITS
    try:
        return math.isinf(float(literal))
    except ValueError:
        return False


def _shorten(literal: str) -> str:
    return literal if len(literal) <= 24 else f"{literal[:20]}... ({len(literal)} characters)"


def _duplicates(text: str, file: str) -> list[Diagnostic]:
    repeated = (s for s in scan(text) if s.duplicate)
    return [_at(text, s, file, JsonDuplicateKey, s.key) for s in islice(repeated, _MAX_REPORTED)]


def _strings(text: str, file: str) -> list[Diagnostic]:
    found = []
    for s in scan(text):
        for part in (s.key, json.loads(s.text, strict=False) if s.text[0] == '"' else ""):
            bad = NOT_TEXT.search(part or "")
            if bad:
                what = "the character NUL" if bad[0] == "\0" else "half of a surrogate pair"
                found.append(_at(text, s, file, JsonString, what))
        if len(found) >= _MAX_REPORTED:
            break
    return found


def _at(
    text: str, scanned: Scanned, file: str, kind: Callable[..., Kind], *more: Any
) -> Diagnostic:
    place = position_of(text, scanned.offset)
    return Diagnostic(kind(*place, *more), Origin(file, scanned.pointer))
