"""Where a JSON text breaks the rules that Python's own scanner does not keep."""

from __future__ import annotations

import json
import re
from math import isfinite

from petri_pilot.expr.errors import JsonError

MAX_LEVELS = 256
"""Levels of arrays and objects in a text; json values inside may have 64."""
MAX_DIGITS = 4300
"""Digits of an integer literal: more than any type can hold."""


def has_lone_surrogate(text: str) -> bool:
    """Whether the text holds half of a surrogate pair."""
    return not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)


def fault_of(text: str) -> JsonError:
    """The first fault of a text that the scanner took but that is refused."""
    levels: list[set[str] | None] = []
    for match in re.finditer(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]|[^\s"\[\]{}:,]+', text):
        token, at = match.group(), match.start()
        if token in "[{":
            levels.append(set() if token == "{" else None)
            if len(levels) > MAX_LEVELS:
                return JsonError(f"more than {MAX_LEVELS} levels", at)
        elif token in "]}":
            levels.pop()
        elif token[0] == '"':
            keys = levels[-1] if levels and _is_key(text, match.end()) else None
            message = _fault_of_string(token, keys)
            if message:
                return JsonError(message, at)
        elif not _is_plain(token):
            return JsonError(f"{token[:40]} is not a number of JSON or too large", at)
    return JsonError("nested too deeply", 0)


def _is_key(text: str, end: int) -> bool:
    return text[end:].lstrip(" \t\r\n").startswith(":")


def _fault_of_string(token: str, keys: set[str] | None) -> str | None:
    value: str = json.loads(token)
    if has_lone_surrogate(value):
        return "a string holds half of a surrogate pair"
    if keys is not None:
        if value in keys:
            return f"the key {value!r} occurs twice"
        keys.add(value)
    return None


def _is_plain(token: str) -> bool:
    if token in ("true", "false", "null"):
        return True
    if token.lstrip("-").isdigit():
        return len(token) <= MAX_DIGITS
    return isfinite(float(token))
