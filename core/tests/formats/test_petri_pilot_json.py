from __future__ import annotations

import json
from typing import Any

import pytest

from .samples import FORMATS, NESTED, codes, read


def _net(**changes: Any) -> str:
    base: dict[str, Any] = {
        "name": "n",
        "places": [{"id": "p"}],
        "transitions": [{"id": "t"}],
        "arcs": [{"from": "p", "to": "t"}],
    }
    return json.dumps(base | changes)


def test_the_nested_form_is_lifted_to_one_document() -> None:
    result = read("petri-pilot-json", NESTED)
    assert result.document == {
        "name": "desk",
        "places": [{"id": "waiting", "initial": 1}, {"id": "done"}],
        "transitions": [
            {
                "id": "serve",
                "event": "Served",
                "http": {"method": "POST", "path": "/desk/{id}/serve"},
                "bindings": [{"name": "clerk", "type": "string"}],
            }
        ],
        "arcs": [{"from": "waiting", "to": "serve"}, {"from": "serve", "to": "done"}],
        "constraints": [{"id": "one", "expr": 'tokens("waiting") + tokens("done") == 1'}],
        "roles": [{"id": "clerk"}],
        "views": [{"id": "board"}],
        "admin": {"enabled": True},
    }
    assert set(codes(result)) == {"core/translated"}


def test_translated_parts_are_located_in_the_original() -> None:
    result = read("petri-pilot-json", NESTED)
    lines = NESTED.split("\n")
    for pointer, start in [
        ("/roles/0/id", '"clerk"}]'),
        ("/transitions/0/http", '"/desk/{id}/serve"'),
        ("/transitions/0/event", '"Served"'),
        ("/constraints/0/expr", '"waiting + done'),
        ("/admin/enabled", "true"),
    ]:
        line, column = result.locate(pointer)
        assert lines[line - 1][column - 1 :].startswith(start)


@pytest.mark.parametrize(
    "text",
    [
        _net(transitions=[{"id": "t", "http_method": "GET", "http_path": "/x"}]),
        _net(transitions=[{"id": "t", "guardUnrepresentable": True}]),
        _net(transitions=[{"id": "t", "emits": ["a", "b"]}]),
        _net(transitions=[{"id": "t", "bindings": [{"name": "a", "place": "elsewhere"}]}]),
        _net(places=[{"id": "p", "kind": "data", "initial": 1, "initial_value": 2}]),
        json.dumps({"version": "2.0", "net": json.loads(_net()), "extensions": {"x/y": []}}),
        json.dumps({"version": "3.0", "net": json.loads(_net())}),
        json.dumps(
            {"net": json.loads(_net()), "extensions": {"petri-pilot/entities": [{"id": "e"}]}}
        ),
    ],
)
def test_what_cannot_be_said_is_refused(text: str) -> None:
    result = read("petri-pilot-json", text)
    assert result.document is None
    assert "core/cannot-translate" in codes(result)


def test_event_fields_without_required_are_optional_as_there() -> None:
    text = _net(events=[{"id": "e", "fields": [{"name": "a", "type": "array", "of": "string"}]}])
    document = read("petri-pilot-json", text).document
    assert document is not None
    fields = document["events"][0]["fields"]
    assert fields == [{"name": "a", "type": "list[string]", "required": False}]


def test_form_fields_become_parameters() -> None:
    fields = [
        {"name": "to", "type": "address", "required": True, "label": "To"},
        {"name": "size", "type": "select", "options": [{"value": "s"}, {"value": "l"}]},
        {"name": "n", "type": "number", "default": "2"},
    ]
    result = read("petri-pilot-json", _net(transitions=[{"id": "t", "fields": fields}]))
    assert result.document is not None
    assert result.document["transitions"][0]["bindings"] == [
        {"name": "to", "type": "string", "required": True},
        {"name": "size", "type": "enum(s, l)", "required": False},
        {"name": "n", "type": "float", "required": False, "default": 2.0},
    ]
    assert "core/not-translated" in codes(result)


def test_entities_are_translated() -> None:
    entity = {
        "id": "e",
        "fields": [
            {
                "name": "owner",
                "type": "reference",
                "reference": {"entity": "u", "on_delete": "set_null"},
            }
        ],
        "states": ["open"],
        "actions": ["close"],
    }
    net = {"name": "a", "places": [], "transitions": [], "arcs": []}
    text = json.dumps(
        {"version": "2.0", "net": net, "extensions": {"petri-pilot/entities": [entity]}}
    )
    result = read("petri-pilot-json", text)
    assert result.document is not None
    assert result.document["entities"] == [
        {
            "id": "e",
            "fields": [
                {
                    "name": "owner",
                    "id": "owner",
                    "type": "string",
                    "reference": {"entity": "u", "on_delete": "nullify"},
                }
            ],
            "states": [{"id": "open"}],
            "actions": [{"id": "close"}],
        }
    ]
    assert "places" not in result.document


def test_an_application_is_written_in_the_nested_form_and_read_back() -> None:
    entity = {"id": "e", "fields": [], "states": [{"id": "open"}], "actions": [{"id": "close"}]}
    document = {"name": "a", "entities": [entity], "roles": [{"id": "r"}], "pages": [{"id": "p"}]}
    written = FORMATS["petri-pilot-json"].write(document)
    assert written.diagnostics == ()
    assert read("petri-pilot-json", written.text).document == document


def test_a_translated_file_needs_no_translation_any_more() -> None:
    document = read("petri-pilot-json", NESTED).document
    assert document is not None
    again = read("petri-pilot-json", json.dumps(document))
    assert again.document == document
    assert codes(again) == []
