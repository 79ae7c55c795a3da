"""What resolution makes of nets."""

from __future__ import annotations

import copy
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from petri_pilot.diagnostics import Diagnostic
from petri_pilot.program import Program, resolve
from petri_pilot.program.inference import infer_parameters
from petri_pilot.program.naming import free_name, slugify

ORDER: dict[str, Any] = {
    "name": "Order Desk",
    "description": "An order",
    "places": [
        {"id": "open", "initial": 1, "x": 3},
        {"id": "paid"},
        {"id": "owner", "kind": "data"},
        {"id": "total", "kind": "data", "type": "amount", "initial_value": 12},
    ],
    "transitions": [
        {
            "id": "pay",
            "event": "paid_up",
            "guard": "sum == total",
            "bindings": [{"name": "sum", "type": "amount", "default": "3"}],
            "rate": 2,
        }
    ],
    "arcs": [{"from": "open", "to": "pay"}, {"from": "pay", "to": "paid"}],
    "events": [{"id": "paid_up", "fields": [{"name": "sum", "type": "amount"}, {"name": "owner"}]}],
    "constraints": [{"expr": "tokens('open') + tokens('paid') == 1"}],
}


def program(document: dict[str, Any]) -> Program:
    resolution = resolve(document, "m.json")
    assert resolution.program is not None, resolution.diagnostics
    return resolution.program


def changed(path: str, value: Any) -> dict[str, Any]:
    document = copy.deepcopy(ORDER)
    *way, last = path.split("/")
    target: Any = document
    for segment in way:
        target = target[int(segment)] if segment.isdecimal() else target[segment]
    target[last] = value
    return document


def test_a_net_is_one_aggregate_with_a_creating_command_first() -> None:
    (aggregate,) = program(ORDER).aggregates
    assert (aggregate.id, aggregate.slug, aggregate.name) == (
        "order-desk",
        "order-desk",
        "Order Desk",
    )
    assert [(c.id, c.creates, c.route.method, c.route.path) for c in aggregate.commands] == [
        ("create", True, "POST", "/api/order-desk"),
        ("pay", False, "POST", "/api/order-desk/{id}/pay"),
    ]
    assert [t.id for t in aggregate.transitions] == ["create", "pay"]
    assert [e.id for e in aggregate.events] == ["created", "paid_up"]
    assert [c.id for c in aggregate.constraints] == ["constraint_1"]


def test_initial_values_and_defaults_are_in_wire_form() -> None:
    (aggregate,) = program(ORDER).aggregates
    assert [d.initial for d in aggregate.data] == ["", "12"]
    (parameter,) = aggregate.commands[1].parameters
    assert (parameter.required, parameter.has_default, parameter.default) == (False, True, "3")


def test_declared_fields_come_from_parameters_or_from_the_state() -> None:
    event = program(ORDER).aggregates[0].commands[1].event
    assert [(f.name, f.from_data.id if f.from_data else None) for f in event.fields] == [
        ("sum", None),
        ("owner", "owner"),
    ]


def test_transitions_that_share_an_undeclared_event_share_its_payload() -> None:
    document = {
        "name": "n",
        "places": [{"id": "p"}],
        "transitions": [
            {"id": "a", "event": "e", "bindings": [{"name": "x"}, {"name": "y"}]},
            {"id": "b", "event": "e", "bindings": [{"name": "x"}]},
        ],
    }
    (aggregate,) = program(document).aggregates
    assert aggregate.commands[1].event is aggregate.commands[2].event
    assert [(f.name, f.required) for f in aggregate.commands[1].event.fields] == [
        ("x", True),
        ("y", False),
    ]


def test_without_bindings_the_fields_of_the_event_are_the_parameters() -> None:
    document = {
        "name": "n",
        "places": [{"id": "kept", "kind": "data"}],
        "transitions": [{"id": "a", "event": "e"}],
        "events": [{"id": "e", "fields": [{"name": "row", "type": "int"}, {"name": "kept"}]}],
    }
    command = program(document).aggregates[0].commands[1]
    assert [(p.name, str(p.type), p.required) for p in command.parameters] == [("row", "int", True)]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("description", "Another"),
        ("version", "2.0.0"),
        ("metadata", {"a": 1}),
        ("places/0/x", 99),
        ("places/0/description", "text"),
        ("places/0/resource", True),
        ("transitions/0/rate", 7),
        ("transitions/0/guard", "sum   ==   total"),
        ("events/0/name", "Paid"),
    ],
)
def test_what_is_for_people_does_not_change_the_model_hash(path: str, value: Any) -> None:
    assert program(changed(path, value)).model_hash == program(ORDER).model_hash


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("places/0/capacity", 5),
        ("places/3/initial_value", 13),
        ("places/3/type", "amount "),
        ("transitions/0/guard", "sum != total"),
        ("transitions/0/http", {"path": "/pay/{id}"}),
        ("transitions/0/bindings/0/default", "4"),
        ("transitions/0/bindings/0/validation", {"max": 5}),
        ("arcs/0/weight", 2),
        ("arcs/0/type", "read"),
        ("constraints/0/expr", "tokens('open') <= 1"),
        ("events/0/fields/1/required", False),
        ("graphql", {"enabled": True}),
        ("name", "Other"),
    ],
)
def test_what_changes_behaviour_changes_the_model_hash(path: str, value: Any) -> None:
    if value == "amount ":
        document = changed("places/3/initial_value", 12)
        document["places"][3]["type"] = "int"
        document["transitions"][0]["guard"] = "total == 12"
    else:
        document = changed(path, value)
    assert program(document).model_hash != program(ORDER).model_hash


def test_the_structural_hash_covers_the_net_alone() -> None:
    same = program(changed("transitions/0/guard", "sum != total"))
    other = program(changed("arcs/0/weight", 2))
    assert same.structural_hash == program(ORDER).structural_hash
    assert other.structural_hash != program(ORDER).structural_hash


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Order Desk", "order-desk"),
        ("orderDesk", "order-desk"),
        ("HTTPServer", "http-server"),
        ("../../etc", "etc"),
        ("a__b--c", "a-b-c"),
        ("日本", ""),
    ],
)
def test_a_slug_is_kebab_case_of_ascii(name: str, slug: str) -> None:
    assert slugify(name) == slug


def test_a_free_name_is_numbered() -> None:
    assert free_name("a", {"b"}) == "a"
    assert free_name("a", {"a", "a_2"}) == "a_3"


def test_parameters_are_inferred_from_their_use() -> None:
    document = {
        "places": [
            {"id": "balances", "kind": "data", "type": "map[string]amount"},
            {"id": "slots", "kind": "data", "type": "map[int]string"},
            {"id": "p"},
        ],
        "transitions": [
            {"id": "t", "guard": "balances[from] >= n && k > 3 && note != 'x' && user.id == from"}
        ],
        "arcs": [
            {"from": "balances", "to": "t", "keys": ["from"], "value": "n"},
            {"from": "t", "to": "slots", "keys": ["slot"], "value": "label"},
            {"from": "p", "to": "t", "weight": "many"},
        ],
    }
    inferred = infer_parameters(document)
    assert {b["name"]: b["type"] for b in inferred["t"]} == {
        "from": "string",
        "n": "amount",
        "slot": "int",
        "label": "string",
        "many": "int",
        "k": "int",
        "note": "string",
    }


def test_declared_bindings_are_not_inferred() -> None:
    document = {
        "places": [],
        "transitions": [{"id": "t", "guard": "a > 1", "bindings": [{"name": "b"}]}],
    }
    assert infer_parameters(document) == {}


def chain(length: int) -> dict[str, Any]:
    steps = range(length)
    return {
        "name": "chain",
        "places": [{"id": f"p{i}", "initial": int(i == 0)} for i in range(length + 1)],
        "transitions": [{"id": f"t{i}", "guard": f'tokens("p{i}") > 0'} for i in steps],
        "arcs": [
            arc
            for i in steps
            for arc in ({"from": f"p{i}", "to": f"t{i}"}, {"from": f"t{i}", "to": f"p{i + 1}"})
        ],
    }


def cost(document: dict[str, Any]) -> float:
    start = time.process_time()
    resolve(document, "m")
    return time.process_time() - start


def test_the_time_to_resolve_grows_linearly() -> None:
    small, large = chain(200), chain(2000)
    cost(small)
    one = min(cost(small) for _ in range(3))
    ten = min(cost(large) for _ in range(2))
    assert ten < 40 * one, "ten times the net takes far more than ten times as long"


def test_a_large_net_with_many_findings_is_still_answered() -> None:
    document = chain(1000)
    for arc in document["arcs"]:
        arc["source"] = arc.pop("from")
    found = resolve(document, "m").diagnostics
    assert len(found) == 2000


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
PATHS = [
    "name",
    "places",
    "places/0",
    "places/0/id",
    "places/2/kind",
    "places/3/type",
    "places/3/initial_value",
    "transitions/0",
    "transitions/0/guard",
    "transitions/0/bindings",
    "transitions/0/bindings/0",
    "transitions/0/http",
    "arcs/0",
    "arcs/0/from",
    "arcs/0/weight",
    "arcs/0/keys",
    "events/0/fields",
    "constraints/0/expr",
]
near_values = st.sampled_from(
    [
        "open",
        "pay",
        "owner",
        "total",
        "int",
        "map[string]int",
        "enum(a, b)",
        "sum + 1",
        "'",
        "9" * 40,
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PATHS), json_values | near_values)
def test_no_value_in_any_place_makes_resolution_fail(path: str, value: Any) -> None:
    *way, last = path.split("/")
    document = copy.deepcopy(ORDER)
    target: Any = document
    for segment in way:
        target = target[int(segment)] if segment.isdecimal() else target[segment]
    target[int(last) if isinstance(target, list) else last] = value
    resolution = resolve(document, "m")
    assert all(isinstance(d, Diagnostic) and d.message for d in resolution.diagnostics)


@settings(max_examples=150, deadline=None)
@given(json_values)
def test_no_document_at_all_makes_resolution_fail(document: Any) -> None:
    assert resolve(document, "m").program is None


def test_resolution_is_deterministic() -> None:
    first, second = program(ORDER), program(json.loads(json.dumps(ORDER)))
    assert first.model_hash == second.model_hash


def test_the_creating_command_gives_way_to_the_names_of_the_author() -> None:
    document = {
        "name": "n",
        "places": [{"id": "p"}],
        "transitions": [{"id": "Create", "event": "created"}],
    }
    resolution = resolve(document, "m")
    assert resolution.program is not None
    create, _ = resolution.program.aggregates[0].commands
    assert (create.id, create.event.id) == ("create_instance", "created_2")
    assert [d.code for d in resolution.diagnostics] == ["core/create-renamed"]
