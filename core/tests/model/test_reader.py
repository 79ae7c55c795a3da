"""Near misses are read with a warning, everything else that is unknown is an error."""

from __future__ import annotations

from typing import Any

import pytest
from petri_pilot.diagnostics import has_errors
from petri_pilot.model.reader import Reading, read_document
from petri_pilot.model.record import Record


def read(**parts: Any) -> Reading:
    return read_document({"name": "shop", "places": [{"id": "open"}], **parts}, "m.json")


def codes(reading: Reading) -> list[tuple[str, str]]:
    return [(d.code, d.origin.pointer) for d in reading.diagnostics]


def the_record(reading: Reading) -> Record:
    assert reading.record is not None
    return reading.record


def test_renamed_keys_keep_the_pointers_of_the_text() -> None:
    reading = read(transitions=["close"], arcs=[{"source": "open", "target": "close"}])
    (arc,) = the_record(reading).records("arcs")
    assert arc["from"] == "open"
    assert arc.at("from") == "/arcs/0/source"
    assert arc.at("weight") == "/arcs/0/weight"


def test_a_map_for_a_list_keeps_the_pointers_of_the_text() -> None:
    reading = read(places={"a/b~c": {}, "open": {"initial": 1}})
    (place,) = the_record(reading).records("places")
    assert place.pointer == "/places/open"
    assert place.at("id") == "/places/open"
    assert ("core/value-outside", "/places/a~1b~0c/id") in codes(reading)


def test_an_unknown_key_suggests_the_known_one() -> None:
    (found,) = read(transitons=[]).diagnostics
    assert found.notes == ("did you mean 'transitions'?",)


def test_two_spellings_of_one_key_are_refused() -> None:
    reading = read(arcs=[{"from": "open", "source": "open", "to": "x"}])
    assert codes(reading) == [("core/doubled-key", "/arcs/0/source")]


def test_both_initials_of_a_data_place_are_refused() -> None:
    place = {"id": "n", "kind": "data", "initial": 1, "initial_value": 2}
    assert codes(read(places=[place])) == [("core/doubled-key", "/places/0/initial")]


@pytest.mark.parametrize("document", [None, [], "x", 3, {}, {"transitions": []}])
def test_what_is_no_model_says_so(document: Any) -> None:
    reading = read_document(document, "m.json")
    assert [d.code for d in reading.diagnostics] == ["core/not-a-model"]


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), "\ud800", "a\0b", {1: 2}, {"\0": 1}, object()]
)
def test_what_is_no_json_is_refused_wherever_it_stands(value: Any) -> None:
    reading = read(metadata={"x": [value]})
    assert [d.code for d in reading.diagnostics] == ["core/not-json"]


def test_deep_nesting_is_refused_without_recursion() -> None:
    value: Any = 1
    for _ in range(100_000):
        value = [value]
    assert [d.code for d in read(metadata={"x": value}).diagnostics] == ["core/not-json"]


def test_a_cycle_of_aliases_is_refused() -> None:
    value: list[Any] = []
    value.append(value)
    assert has_errors(read(metadata={"x": value}).diagnostics)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ({"enabled": True}, True),
        ({"enabled": False}, False),
        (False, False),
        (None, False),
        ({}, False),
        (True, True),
        ({"retentionDays": 3}, True),
    ],
)
def test_a_key_asks_for_its_feature_only_when_it_is_on(value: Any, wanted: bool) -> None:
    requests = read(softDelete=value).requests
    assert [r.feature for r in requests] == (["soft-delete"] if wanted else [])


def test_a_name_ends_where_the_string_ends() -> None:
    assert codes(read(places=[{"id": "open\n"}])) == [("core/value-outside", "/places/0/id")]


def test_a_map_of_names_to_types_is_a_list_of_typed_objects() -> None:
    transition = {"id": "close", "bindings": {"by": "string", "n": {"type": "int"}}}
    (record,) = the_record(read(transitions=[transition])).records("transitions")
    assert [(b["name"], b["type"]) for b in record["bindings"]] == [("by", "string"), ("n", "int")]
