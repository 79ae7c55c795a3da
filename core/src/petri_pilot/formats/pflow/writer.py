"""From a net to an S-expression."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from petri_pilot.formats import parts
from petri_pilot.formats.losses import RefusedError

_SYMBOL = re.compile(r"[A-Za-z_][A-Za-z0-9_\-\[\].]*\Z")
_BRACED_PART = re.compile(r"""[^{}"']++|"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|[{}"']""", re.DOTALL)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def render(document: Mapping[str, Any]) -> str:
    """The schema of a net; raises RefusedError for anything else.

    It leaves out what has no place in a schema.
    """
    if "entities" in document:
        raise RefusedError("it is an application, and a schema is one net")
    sections = [
        _section("states", [_state(place) for place in parts.objects(document, "places")]),
        _section("actions", [_action(t) for t in parts.objects(document, "transitions")]),
        _section("arcs", [_arc(arc) for arc in parts.objects(document, "arcs")]),
        _section("constraints", [_constraint(c) for c in parts.objects(document, "constraints")]),
    ]
    version = _version(parts.text(document, "version"))
    body = "".join(f"\n\n{section}" for section in sections if section)
    return f"(schema {_name(parts.text(document, 'name'))}{version}{body})\n"


def _section(name: str, lines: list[str | None]) -> str:
    kept = [line for line in lines if line is not None]
    return f"  ({name}" + "".join(f"\n    {line}" for line in kept) + ")" if kept else ""


def _name(name: str | None) -> str:
    """The name, or the nearest one that can be written."""
    if name and _SYMBOL.match(name):
        return name
    near = re.sub(r"[^A-Za-z0-9_]+", "-", name or "").strip("-")
    return near if _SYMBOL.match(near) else f"net-{near}".rstrip("-")


def _version(version: str | None) -> str:
    if version is None:
        return ""
    written = f"v{version}" if version[:1].isdigit() else version
    return f"\n  (version {written})" if _SYMBOL.match(written) else ""


def _state(place: dict[str, Any]) -> str | None:
    name = _symbol(parts.text(place, "id"))
    if name is None:
        return None
    data = place.get("kind") == "data"
    words = [f"state {name}"]
    type_ = _symbol(parts.text(place, "type"))
    if data and type_ is not None:
        words.append(f":type {type_}")
    elif data:
        words.append(":kind data")
    else:
        words.append(":kind token")
    initial = _value(place, "initial_value" if data else "initial")
    if initial is not None:
        words.append(f":initial {initial}")
    if place.get("exported", True) is True:
        words.append(":exported")
    return f"({' '.join(words)})"


def _value(place: dict[str, Any], key: str) -> str | None:
    value = place.get(key)
    if isinstance(value, str) and place.get("type") == "amount" and value.isdigit():
        return value
    if isinstance(value, str):
        return '"' + "".join(_ESCAPES.get(c, c) for c in value) + '"'
    if value == {} or value == []:
        return "(map)" if value == {} else "(list)"
    number = parts.integer(place, key)
    return None if number is None else str(number)


def _action(transition: dict[str, Any]) -> str | None:
    name = _symbol(parts.text(transition, "id"))
    guard = _braced(parts.text(transition, "guard"))
    if name is None:
        return None
    return f"(action {name}{f' :guard {guard}' if guard else ''})"


def _arc(arc: dict[str, Any]) -> str | None:
    source, target = _symbol(parts.text(arc, "from")), _symbol(parts.text(arc, "to"))
    if source is None or target is None or arc.get("type", "normal") != "normal":
        return None
    return f"({' '.join([f'arc {source} -> {target}', *_arc_words(arc)])})"


def _arc_words(arc: dict[str, Any]) -> Iterator[str]:
    weight = parts.integer(arc, "weight")
    if weight is not None and weight != 1:
        yield f":weight {weight}"
    keys = parts.texts(arc, "keys")
    if keys and all(_SYMBOL.match(key) for key in keys):
        yield f":keys ({' '.join(keys)})"
    value = _symbol(parts.text(arc, "value"))
    if value is not None:
        yield f":value {value}"


def _constraint(constraint: dict[str, Any]) -> str | None:
    name = _symbol(parts.text(constraint, "id"))
    expression = _braced(parts.text(constraint, "expr"))
    return f"(constraint {name} {expression})" if name and expression else None


def _symbol(name: str | None) -> str | None:
    return name if name is not None and _SYMBOL.match(name) else None


def _braced(expression: str | None) -> str | None:
    """The expression in braces, or None if its own braces would end it elsewhere."""
    if not expression or expression != expression.strip():
        return None
    marks = [m[0] for m in _BRACED_PART.finditer(expression) if len(m[0]) == 1]
    unbalanced = any(mark in marks for mark in ("{", "}", '"', "'"))
    return None if unbalanced else f"{{{expression}}}"
