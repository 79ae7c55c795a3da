"""Strict decoding of a JSON object.

`json.loads` does the work in C. Whatever it cannot tell apart (duplicate keys,
depth, numbers beyond their range) is noticed cheaply on the way, and only then
looked for in the text by the slower scan.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any

from petri_pilot.diagnostics import Diagnostic, Kind, Origin
from petri_pilot.formats.jsontext import advice
from petri_pilot.formats.jsontext.index import MAX_DEPTH, Scanned, scan
from petri_pilot.formats.kinds.json import (
    ByteOrderMark,
    JsonDuplicateKey,
    JsonNumber,
    JsonString,
    JsonTooDeep,
    NotAnObject,
)
from petri_pilot.formats.kinds.source import EmptyFile
from petri_pilot.formats.text import parent_pointer, position_of

MAX_DIGITS = 4300
"""CPython's own limit on the digits of an integer literal."""

_BAD_ESCAPE = re.compile(r"\\u(?:0000|[dD][89abAB])")
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")


class _NotANumberError(ValueError):
    pass


def decode_object(text: str, file: str) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    """The object that `text` holds, or None with the errors that say why not."""
    found: list[Diagnostic] = []
    if text.startswith("\ufeff"):
        text = text[1:]
        found.append(Diagnostic(ByteOrderMark(), Origin(file, "")))
    if not text.strip():
        return None, [*found, Diagnostic(EmptyFile(), Origin(file, ""))]
    value, errors = _decode(text, file)
    found += errors
    if errors:
        return None, found
    if not isinstance(value, dict):
        found.append(Diagnostic(NotAnObject(json_kind(value)), Origin(file, "")))
        return None, found
    return value, found


def _decode(text: str, file: str) -> tuple[Any, list[Diagnostic]]:
    duplicated = False

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal duplicated
        made = dict(items)
        duplicated = duplicated or len(made) != len(items)
        return made

    try:
        value = json.loads(
            text, object_pairs_hook=pairs, parse_constant=_no_constant, parse_float=_finite
        )
    except json.JSONDecodeError as error:
        return None, [advice.diagnose(text, error, file)]
    except RecursionError:
        return None, [_too_deep(text, file)]
    except ValueError:
        return None, _numbers(text, file)
    if duplicated:
        return None, _duplicates(text, file)
    if _deeper_than(value, MAX_DEPTH):
        return None, [_too_deep(text, file)]
    if _NOT_TEXT.search(text) or _BAD_ESCAPE.search(text):
        return value, _strings(text, file)
    return value, []


def _no_constant(_: str) -> Any:
    raise _NotANumberError


def _finite(literal: str) -> float:
    number = float(literal)
    if math.isinf(number):
        raise _NotANumberError
    return number


def _deeper_than(value: Any, limit: int) -> bool:
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(limit):
        level = [
            part
            for whole in level
            for part in (whole.values() if isinstance(whole, dict) else whole)
            if isinstance(part, (dict, list))
        ]
        if not level:
            return False
    return True


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


def _too_deep(text: str, file: str) -> Diagnostic:
    for scanned in scan(text):
        if scanned.depth > MAX_DEPTH and scanned.text in "{[":
            return _at(text, scanned, file, JsonTooDeep, MAX_DEPTH)
    return Diagnostic(JsonTooDeep(1, 1, MAX_DEPTH), Origin(file, ""))


def _numbers(text: str, file: str) -> list[Diagnostic]:
    return [
        _at(text, s, file, JsonNumber, _shorten(s.text))
        for s in scan(text)
        if s.text in ("NaN", "Infinity", "-Infinity") or _beyond_range(s.text)
    ]


def _beyond_range(literal: str) -> bool:
    if literal[0] not in "-0123456789":
        return False
    if literal.lstrip("-").isdigit():
        return len(literal) > MAX_DIGITS
    return math.isinf(float(literal))


def _shorten(literal: str) -> str:
    return literal if len(literal) <= 24 else f"{literal[:20]}... ({len(literal)} characters)"


def _duplicates(text: str, file: str) -> list[Diagnostic]:
    return [_at(text, s, file, JsonDuplicateKey, s.key) for s in scan(text) if s.duplicate]


def _strings(text: str, file: str) -> list[Diagnostic]:
    found = []
    for s in scan(text):
        for part in (s.key, json.loads(s.text, strict=False) if s.text[0] == '"' else ""):
            bad = _NOT_TEXT.search(part or "")
            if bad:
                what = "the character NUL" if bad[0] == "\0" else "half of a surrogate pair"
                found.append(_at(text, s, file, JsonString, what))
    return found


def _at(
    text: str, scanned: Scanned, file: str, kind: Callable[..., Kind], *more: Any
) -> Diagnostic:
    pointer = parent_pointer(scanned.pointer) if scanned.duplicate else scanned.pointer
    return Diagnostic(kind(*position_of(text, scanned.offset), *more), Origin(file, pointer))
