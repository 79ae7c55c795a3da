"""The published schema is valid, up to date, and means what the reader and pydantic mean."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from petri_pilot.diagnostics import Severity
from petri_pilot.model.application import ApplicationDocument
from petri_pilot.model.net import NetDocument
from petri_pilot.model.publish import render
from petri_pilot.model.reader import read_document
from petri_pilot.model.schema import KINDS, json_schema
from pydantic import ValidationError

CASES = sorted((Path(__file__).parents[1] / "program" / "cases").glob("*/model.yaml"))
TOLERATED = {
    "core/other-spelling",
    "core/map-for-list",
    "core/name-for-object",
    "core/other-notation",
    "core/initial-of-data",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_valid_json_schema(kind: str) -> None:
    schema = json_schema(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["$id"].endswith(kind)
    assert schema["title"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_published_file_is_up_to_date(kind: str) -> None:
    file = resources.files("petri_pilot.model") / "published" / f"{kind}.schema.json"
    assert file.read_text(encoding="utf-8") == render(kind)


@pytest.mark.parametrize("kind", ["net", "application"])
def test_every_object_is_closed_and_described(kind: str) -> None:
    schema = json_schema(kind)
    for name, part in {**schema["$defs"], kind: schema}.items():
        assert part["additionalProperties"] is False, name
        assert part["description"], name


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="known: net"):
        json_schema("diagram")


def accepted_by_pydantic(document: Any) -> bool:
    kind = ApplicationDocument if "entities" in document else NetDocument
    try:
        kind.model_validate(document)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.parent.name)
def test_schema_pydantic_and_reader_agree(path: Path) -> None:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    kind = "application" if "entities" in document else "net"
    by_schema = Draft202012Validator(json_schema(kind)).is_valid(document)
    by_either = Draft202012Validator(json_schema("model")).is_valid(document)
    found = read_document(document, "m").diagnostics
    by_reader = not any(d.severity is Severity.ERROR or d.code in TOLERATED for d in found)
    assert by_schema == by_either == accepted_by_pydantic(document) == by_reader


def test_the_published_schema_holds_only_json() -> None:
    for kind in KINDS:
        assert json.loads(json.dumps(json_schema(kind))) == json_schema(kind)
