"""Comparison: what changed in behaviour, in the contract, in looks."""

from __future__ import annotations

import copy
from typing import Any

from petri_pilot.compare import Comparison, Reach, compare
from petri_pilot.program import resolve
from petri_pilot.program.ir import Program

ORDER: dict[str, Any] = {
    "name": "order",
    "places": [
        {"id": "new", "initial": 1},
        {"id": "paid"},
        {"id": "sent"},
        {"id": "price", "kind": "data", "type": "int", "initial_value": 10},
    ],
    "transitions": [
        {"id": "pay", "guard": "amount == price", "bindings": [{"name": "amount", "type": "int"}]},
        {"id": "send"},
    ],
    "arcs": [
        {"from": "new", "to": "pay"},
        {"from": "pay", "to": "paid"},
        {"from": "paid", "to": "send"},
        {"from": "send", "to": "sent"},
    ],
}


def program(document: dict[str, Any]) -> Program:
    resolution = resolve(document, "model.json")
    assert resolution.program is not None, [d.message for d in resolution.diagnostics]
    return resolution.program


def changed(**edits: Any) -> Comparison:
    document = copy.deepcopy(ORDER)
    for path, value in edits.items():
        key, index, field = path.split("__")
        document[key][int(index)][field] = value
    return compare(program(ORDER), program(document))


def told(comparison: Comparison, reach: Reach) -> set[tuple[str, str]]:
    return {(c.element, c.property) for c in comparison.changes if c.reach is reach}


def test_a_model_does_not_differ_from_itself() -> None:
    comparison = compare(program(ORDER), program(ORDER))
    assert comparison.same_behaviour
    assert comparison.changes == ()


def test_descriptions_and_positions_are_looks() -> None:
    comparison = changed(places__0__description="fresh", places__0__x=3, places__0__y=4)
    assert comparison.same_behaviour
    assert told(comparison, Reach.LOOKS) == {
        ("place new", "description"),
        ("place new", "position"),
    }


def test_a_changed_guard_comes_with_a_run_that_shows_it() -> None:
    comparison = changed(transitions__0__guard="amount >= price")
    assert told(comparison, Reach.BEHAVIOUR) == {("transition pay", "guard")}
    (witness,) = comparison.witnesses
    assert witness.steps[-1][0] == "pay"
    assert {witness.before, witness.after} == {"fires", "refuses: guard-failed"}
    assert witness.steps[-1][1]["amount"] > 10


def test_a_changed_weight_is_behaviour() -> None:
    comparison = changed(arcs__0__weight=2)
    assert told(comparison, Reach.BEHAVIOUR) == {("transition pay", "normal arc from new")}
    assert comparison.witnesses


def test_a_renamed_place_is_no_change_of_behaviour() -> None:
    document = copy.deepcopy(ORDER)
    document["places"][1]["id"] = "settled"
    document["arcs"][1]["to"] = document["arcs"][2]["from"] = "settled"
    comparison = compare(program(ORDER), program(document))
    assert told(comparison, Reach.BEHAVIOUR) == set()
    assert told(comparison, Reach.CONTRACT) == {("place settled", "name")}


def test_a_renamed_parameter_type_and_a_new_place_are_told() -> None:
    document = copy.deepcopy(ORDER)
    document["places"].append({"id": "extra", "initial": 1})
    document["arcs"].append({"from": "extra", "to": "send"})
    comparison = compare(program(ORDER), program(document))
    assert ("place extra", "existence") in told(comparison, Reach.BEHAVIOUR)
    assert ("transition send", "normal arc from extra") in told(comparison, Reach.BEHAVIOUR)


def test_a_new_constraint_that_bites_is_shown_by_a_run() -> None:
    document = copy.deepcopy(ORDER)
    document["constraints"] = [{"id": "stay", "expr": 'tokens("sent") == 0'}]
    comparison = compare(program(ORDER), program(document))
    (witness,) = comparison.witnesses
    assert witness.after == "refuses: constraint-violated"


def test_another_route_is_contract_alone() -> None:
    comparison = changed(transitions__1__http={"method": "PUT", "path": "/orders/{id}/dispatch"})
    assert told(comparison, Reach.BEHAVIOUR) == set()
    assert ("command send", "route") in told(comparison, Reach.CONTRACT)
    assert not comparison.same_behaviour
