"""Checks single values against their schema."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from petri_pilot.diagnostics.diagnostic import Kind
from petri_pilot.model.kinds import OtherNotation, UnexpectedValue, ValueOutside
from petri_pilot.model.near import suggestion


class _Invalid:
    """The type of INVALID."""


INVALID: Final = _Invalid()
"""Stands for a value that was reported and left out."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A value as the schema wants it, or what is wrong with it."""

    value: Any
    problem: Kind | None = None
    tolerated: OtherNotation | None = None
    notes: tuple[str, ...] = ()


_SPOKEN = {
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,19})\Z")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?\Z")


def read_scalar(schema: dict[str, Any], value: Any) -> Outcome:
    """Checks a value that is no list and no object with named keys."""
    wanted = schema.get("type")
    if wanted is None and "enum" not in schema:
        return Outcome(value)
    if wanted is not None and not _is(wanted, value):
        other = _converted(schema, wanted, value)
        if other is None:
            return Outcome(INVALID, UnexpectedValue(_SPOKEN.get(wanted, wanted), _spoken(value)))
        rest = read_scalar(schema, other)
        return rest if rest.problem else Outcome(other, tolerated=_notation(value, other))
    if "enum" in schema:
        return _one_of(schema["enum"], value)
    rule = _broken_rule(schema, value)
    return Outcome(INVALID, ValueOutside(_short(value), rule)) if rule else Outcome(value)


def _is(wanted: str, value: Any) -> bool:
    match wanted:
        case "string":
            return isinstance(value, str)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "null":
            return value is None
        case _:
            return wanted == "object" and isinstance(value, dict)


def _converted(schema: dict[str, Any], wanted: str, value: Any) -> Any:
    """The same value in the wanted type, where nobody could mean another; else None."""
    if wanted == "string" and schema.get("x-expression"):
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value) if isinstance(value, int) else None
    if not isinstance(value, str):
        return None
    if wanted == "integer" and _INTEGER.match(value):
        return int(value)
    if wanted == "number" and _NUMBER.match(value) and len(value) < 40:
        return int(value) if _INTEGER.match(value) else float(value)
    if wanted == "boolean":
        return {"true": True, "false": False}.get(value.lower())
    return None


def _one_of(known: list[Any], value: Any) -> Outcome:
    if value in known:
        return Outcome(value)
    for word in known:
        if isinstance(value, str) and word.lower() == value.lower():
            return Outcome(word, tolerated=_notation(value, word))
    rule = "it has to be one of " + ", ".join(repr(w) for w in known)
    notes = suggestion(value, known) if isinstance(value, str) else ()
    notes = tuple(n for n in notes if n.startswith("did"))
    return Outcome(INVALID, ValueOutside(_short(value), rule), notes=notes)


def _broken_rule(schema: dict[str, Any], value: Any) -> str | None:
    if isinstance(value, str):
        return _broken_text_rule(schema, value)
    if "minimum" in schema and value < schema["minimum"]:
        return f"it has to be at least {schema['minimum']}"
    if "maximum" in schema and value > schema["maximum"]:
        return f"it can be at most {schema['maximum']}"
    return None


def _broken_text_rule(schema: dict[str, Any], value: str) -> str | None:
    if len(value) < schema.get("minLength", 0):
        return "it must not be empty"
    if len(value) > schema.get("maxLength", len(value)):
        return f"it can have at most {schema['maxLength']} characters"
    pattern = schema.get("pattern")
    if pattern is None or _compiled(pattern).search(value):
        return None
    if pattern == "^/":
        return "it has to start with '/'"
    return "a name is a letter or '_', then letters, digits, '_' and '-', at most 128 in all"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the schema, in which `$` is the very end as in JSON Schema."""
    return re.compile(re.sub(r"\$$", r"\\Z", pattern))


def _notation(given: Any, value: Any) -> OtherNotation:
    return OtherNotation(_short(given), _short(value))


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _spoken(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return "null" if value is None else _short(value)
