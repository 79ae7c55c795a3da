"""What a model asks for is named, and documented."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from petri_pilot.model.schema import json_schema
from petri_pilot.program import Program, resolve
from petri_pilot.program.features import FEATURES

PAGE = Path(__file__).parents[3] / "docs" / "features.md"


def features(document: dict[str, Any]) -> dict[str, str]:
    resolution = resolve(document, "m")
    assert isinstance(resolution.program, Program), resolution.diagnostics
    return {f.name: f.origin.pointer for f in resolution.program.features}


def names_in(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return {n for s in schema for n in names_in(s)}
    if not isinstance(schema, dict):
        return set()
    own = {schema["x-feature"]} if "x-feature" in schema else set()
    return own | {n for s in schema.values() for n in names_in(s)}


def test_every_feature_of_the_schema_has_a_line_of_help() -> None:
    computed = {"access", "multiple-aggregates"}
    assert names_in(json_schema("model")) | computed == set(FEATURES)


def test_the_page_lists_every_feature_with_its_help() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|.*\| (.*) \|$", PAGE.read_text("utf-8"), re.M)
    assert dict(rows) == FEATURES


def test_a_plain_net_asks_for_nothing() -> None:
    net = {"name": "n", "places": [{"id": "p"}], "transitions": [{"id": "t"}]}
    assert features(net) == {}


def test_access_is_asked_for_by_rules_permissions_guards_and_arcs() -> None:
    base: dict[str, Any] = {
        "name": "n",
        "places": [{"id": "owner", "kind": "data"}],
        "roles": [{"id": "r"}],
    }
    rule = base | {"transitions": [{"id": "t"}], "access": [{"transition": "t", "roles": ["r"]}]}
    permission = base | {"transitions": [{"id": "t", "permissions": ["r"]}]}
    guard = base | {"transitions": [{"id": "t", "guard": "user.id == owner"}]}
    role = base | {"transitions": [{"id": "t", "guard": "hasRole('r')"}]}
    arc = base | {
        "transitions": [{"id": "t"}],
        "arcs": [{"from": "t", "to": "owner", "value": "user.id"}],
    }
    for document in (rule, permission, guard, role, arc):
        assert set(features(document)) == {"access"}


def test_features_of_entities_point_at_what_asks() -> None:
    document = {
        "name": "app",
        "pages": [{"id": "home"}],
        "entities": [
            {
                "id": "order",
                "fields": [
                    {"id": "email", "unique": True, "indexed": False},
                    {"id": "customer", "reference": {"entity": "customer"}},
                    {"id": "n", "type": "int"},
                    {"id": "twice", "type": "int", "computed": "n * 2"},
                ],
            },
            {"id": "customer"},
        ],
    }
    assert features(document) == {
        "pages": "/pages",
        "unique": "/entities/0/fields/0/unique",
        "references": "/entities/0/fields/1/reference",
        "computed-fields": "/entities/0/fields/3/computed",
        "multiple-aggregates": "/entities/1",
    }
