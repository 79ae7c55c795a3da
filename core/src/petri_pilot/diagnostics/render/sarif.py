"""Diagnostics as SARIF 2.1.0 (OASIS standard, 2020)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from petri_pilot import __version__
from petri_pilot.diagnostics.diagnostic import Diagnostic, Kind, Severity
from petri_pilot.diagnostics.origin import Origin
from petri_pilot.diagnostics.render.position import Locate, position

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_sarif(diagnostics: Iterable[Diagnostic], locate: Locate | None = None) -> str:
    """A SARIF log with one run."""
    found = list(diagnostics)
    kinds = {d.code: type(d.kind) for d in found}
    codes = sorted(kinds)
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "petri",
                        "version": __version__,
                        "rules": [_rule(kinds[c]) for c in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(d, codes.index(d.code), locate) for d in found],
            }
        ],
    }
    return json.dumps(log, indent=2) + "\n"


def _rule(kind: type[Kind]) -> dict[str, Any]:
    doc = (kind.__doc__ or kind.code).strip()
    return {
        "id": kind.code,
        "name": kind.__name__,
        "shortDescription": {"text": doc.splitlines()[0]},
        "defaultConfiguration": {"level": _level(kind.severity)},
    }


def _level(severity: Severity) -> str:
    return str(severity)


def _result(d: Diagnostic, index: int, locate: Locate | None) -> dict[str, Any]:
    text = "\n".join([d.message, *d.notes])
    result: dict[str, Any] = {
        "ruleId": d.code,
        "ruleIndex": index,
        "level": _level(d.severity),
        "message": {"text": text},
    }
    if d.origin.file:
        result["locations"] = [_location(d.origin, locate)]
    if d.related:
        result["relatedLocations"] = [
            _location(origin, locate) | {"message": {"text": label}} for label, origin in d.related
        ]
    return result


def _location(origin: Origin, locate: Locate | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(origin.file)}}
    where = position(locate, origin.pointer)
    if where is not None:
        physical["region"] = {"startLine": where[0], "startColumn": where[1]}
    location: dict[str, Any] = {"physicalLocation": physical}
    if origin.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": origin.pointer, "kind": "object"}]
    return location
