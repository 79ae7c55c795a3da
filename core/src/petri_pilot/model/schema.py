"""The published JSON Schema of the model language.

The schema files beside this module are derived from the document classes by
`python -m petri_pilot.model.publish`; a test fails when they are out of date.
"""

from __future__ import annotations

import json
from functools import cache
from pkgutil import get_data
from typing import Any

KINDS = ("net", "application", "model")


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema 2020-12 of a "net", an "application", or a "model" (either of them)."""
    if kind not in KINDS:
        raise ValueError(f"unknown schema {kind!r}; known: {', '.join(KINDS)}")
    return dict(_load(kind))


@cache
def _load(kind: str) -> dict[str, Any]:
    data = get_data("petri_pilot.model", f"published/{kind}.schema.json")
    assert data is not None, "the package holds its schema files"
    schema: dict[str, Any] = json.loads(data)
    return schema
