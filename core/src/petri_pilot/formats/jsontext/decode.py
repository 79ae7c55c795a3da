"""Strict decoding of a JSON object.

`json.loads` does the work in C. Whatever it cannot tell apart (duplicate keys,
depth, numbers beyond their range) is noticed cheaply on the way, and only then
looked for in the text, by `problems`.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from petri_pilot.diagnostics import Diagnostic

MAX_DEPTH = 128
"""Far beyond what a model needs, and far below what recursive code survives."""

NOT_TEXT = re.compile("[\0\ud800-\udfff]")
"""Code points that no string of a model has: NUL and lone surrogates."""

_BAD_ESCAPE = re.compile(r"\\u(?:0000|[dD][89abAB])")


class _NotANumberError(ValueError):
    pass


def decode_object(text: str, file: str) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    """The object that `text` holds, or None with the errors that say why not."""
    found: list[Diagnostic] = []
    if text.startswith("\ufeff"):
        from petri_pilot.formats.jsontext.problems import byte_order_mark

        text = text[1:]
        found.append(byte_order_mark(file))
    value, errors = _decode(text, file)
    if not errors and not isinstance(value, dict):
        from petri_pilot.formats.jsontext.problems import not_an_object

        errors = [not_an_object(value, file)]
    return (None if errors else value), found + errors


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
    except (ValueError, RecursionError) as error:
        from petri_pilot.formats.jsontext.problems import undecodable

        return None, undecodable(text, error, file)
    if duplicated or _is_deeper_than(value, MAX_DEPTH) or _may_hold_no_text(text):
        from petri_pilot.formats.jsontext.problems import misused

        return value, misused(text, file)
    return value, []


def _no_constant(_: str) -> Any:
    raise _NotANumberError


def _finite(literal: str) -> float:
    number = float(literal)
    if math.isinf(number):
        raise _NotANumberError
    return number


def _may_hold_no_text(text: str) -> bool:
    return bool(NOT_TEXT.search(text) or _BAD_ESCAPE.search(text))


def _is_deeper_than(value: Any, limit: int) -> bool:
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
