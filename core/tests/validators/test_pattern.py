"""Which pattern a model follows, and why."""

from __future__ import annotations

from typing import Any

from petri_pilot.program import resolve
from petri_pilot.validators.pattern import Pattern, detect


def pattern(document: dict[str, Any]) -> Pattern:
    program = resolve(document, "m").program
    assert program is not None
    return detect(program.aggregates[0])


def net(places: list[Any], arcs: list[str], **more: Any) -> dict[str, Any]:
    """A net whose arcs are written `a t b`: from place a through transition t to place b."""
    names = dict.fromkeys(arc.split()[1] for arc in arcs)
    edges = []
    for arc in arcs:
        source, transition, target = arc.split()
        edges += [{"from": source, "to": transition}] if source != "-" else []
        edges += [{"from": transition, "to": target}] if target != "-" else []
    transitions = [{"id": t} for t in names]
    return {"name": "n", "places": places, "transitions": transitions, "arcs": edges, **more}


START = {"id": "a", "initial": 1}


def test_a_way_from_one_source_to_sinks_is_a_workflow() -> None:
    found = pattern(net([START, {"id": "b"}, {"id": "c"}], ["a t b", "a u c"]))
    assert found.name == "workflow"
    assert any("source place a" in e and "b, c" in e for e in found.evidence)


def test_concurrent_branches_are_still_a_workflow() -> None:
    places = [START, {"id": "b"}, {"id": "c"}, {"id": "d"}]
    document = net(places, ["a fork b", "b join d"])
    document["arcs"] += [{"from": "fork", "to": "c"}, {"from": "c", "to": "join"}]
    assert pattern(document).name == "workflow"


def test_a_token_that_can_return_is_a_state_machine() -> None:
    assert pattern(net([START, {"id": "b"}], ["a t b", "b u a"])).name == "state-machine"


def test_an_entity_is_a_state_machine() -> None:
    entity = {
        "id": "order",
        "states": [{"id": "draft", "initial": True}, {"id": "sent", "terminal": True}],
        "actions": [{"id": "send", "to_state": "sent"}, {"id": "edit", "from_states": ["draft"]}],
    }
    assert pattern({"name": "app", "entities": [entity]}).name == "state-machine"


def test_stocks_with_capacities_are_a_resource_pool() -> None:
    stock = {"id": "beans", "initial": 9, "capacity": 20, "resource": True}
    document = net([stock, {"id": "cups"}], ["beans brew cups", "- restock beans"])
    document["arcs"][0]["weight"] = 2
    found = pattern(document)
    assert found.name == "resource-pool"
    assert found.evidence == (
        "resources beans",
        "capacities on beans",
        "1 arcs with a weight above 1",
    )


def test_transitions_over_data_alone_are_event_sourced() -> None:
    document = {
        "name": "n",
        "places": [{"id": "total", "kind": "data", "type": "int"}],
        "transitions": [{"id": "pay"}],
        "arcs": [{"from": "pay", "to": "total", "value": "1"}],
    }
    assert pattern(document).name == "event-sourced"


def test_marks_of_several_patterns_are_mixed() -> None:
    places = [START, {"id": "b", "capacity": 5}]
    found = pattern(net(places, ["a t b", "b u a"]))
    assert found.name == "mixed"
    assert [e.partition(":")[0] for e in found.evidence] == ["resource-pool", "state-machine"]


def test_marks_of_no_pattern_are_mixed_too() -> None:
    places = [{"id": "a", "initial": 2}, {"id": "b", "initial": 1}, {"id": "c"}]
    assert pattern(net(places, ["a t b", "b u c", "c v a"])).name == "mixed"
