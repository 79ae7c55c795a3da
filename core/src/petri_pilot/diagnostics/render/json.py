"""Diagnostics as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from petri_pilot.diagnostics.diagnostic import Diagnostic
from petri_pilot.diagnostics.origin import Origin
from petri_pilot.diagnostics.render.position import Locate, position


def render_json(diagnostics: Iterable[Diagnostic], locate: Locate | None = None) -> str:
    """A JSON array with one object a diagnostic.

    Keys: code, severity, message, file, pointer, and where they are known line,
    column, span, related, notes, fix (title and patch), plugin; `parameters` are
    those of the kind.
    """
    return json.dumps([as_object(d, locate) for d in diagnostics], indent=2) + "\n"


def as_object(d: Diagnostic, locate: Locate | None = None) -> dict[str, Any]:
    """One diagnostic as a JSON object."""
    result: dict[str, Any] = {
        "code": d.code,
        "severity": str(d.severity),
        "message": d.message,
        **_place(d.origin, locate),
        "parameters": {k: _jsonable(v) for k, v in vars(d.kind).items()},
        "notes": list(d.notes),
    }
    if d.related:
        result["related"] = [
            {"label": label, **_place(origin, locate)} for label, origin in d.related
        ]
    if d.fix is not None:
        result["fix"] = {"title": d.fix.title, "patch": list(d.fix.patch)}
    if d.plugin is not None:
        result["plugin"] = d.plugin
    return result


def _place(origin: Origin, locate: Locate | None) -> dict[str, Any]:
    place: dict[str, Any] = {"file": origin.file, "pointer": origin.pointer}
    where = position(locate, origin.pointer)
    if where is not None:
        place |= {"line": where[0], "column": where[1]}
    if origin.span is not None:
        place["span"] = list(origin.span)
    return place


def _jsonable(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list | tuple):
        return [_jsonable(v) for v in value]
    return str(value)
