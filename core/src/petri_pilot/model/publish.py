"""Derives the published JSON Schema from the document classes.

    python -m petri_pilot.model.publish

writes `published/*.schema.json`. Only development and tests import this module.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

from petri_pilot.model.application import ApplicationDocument
from petri_pilot.model.base import Document
from petri_pilot.model.net import NetDocument

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BASE = "urn:petri-pilot:schema:1"
DOCUMENTS: dict[str, type[Document]] = {"net": NetDocument, "application": ApplicationDocument}


def build(kind: str) -> dict[str, Any]:
    """The schema of a kind, with the keys in a fixed order."""
    if kind == "model":
        return _either()
    document = DOCUMENTS[kind]
    schema = document.model_json_schema(by_alias=True, mode="validation")
    _tidy(schema)
    return {
        "$schema": DIALECT,
        "$id": f"{BASE}:{kind}",
        **schema,
        "title": f"Petri-Pilot {kind}",
    }


def _either() -> dict[str, Any]:
    net, application = build("net"), build("application")
    defs = {**net.pop("$defs"), **application.pop("$defs")}
    for schema in (net, application):
        for key in ("$schema", "$id"):
            del schema[key]
    defs |= {"NetDocument": net, "ApplicationDocument": application}
    return {
        "$schema": DIALECT,
        "$id": f"{BASE}:model",
        "title": "Petri-Pilot model",
        "description": "A net, or an application of several entities.",
        "anyOf": [{"$ref": "#/$defs/NetDocument"}, {"$ref": "#/$defs/ApplicationDocument"}],
        "$defs": dict(sorted(defs.items())),
    }


def _tidy(node: Any) -> None:
    """Drops the titles that pydantic makes of field names, and unfolds descriptions."""
    if isinstance(node, dict):
        properties = node.get("properties")
        if isinstance(properties, dict):
            for value in properties.values():
                value.pop("title", None)
        if isinstance(node.get("description"), str):
            node["description"] = inspect.cleandoc(node["description"]).replace("\n", " ")
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        _tidy(child)


def render(kind: str) -> str:
    """The text of the published file."""
    return json.dumps(build(kind), indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Writes all published files."""
    folder = Path(__file__).parent / "published"
    folder.mkdir(exist_ok=True)
    for kind in ("net", "application", "model"):
        (folder / f"{kind}.schema.json").write_text(render(kind), encoding="utf-8")


if __name__ == "__main__":
    main()
