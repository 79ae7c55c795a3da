"""Entities become nets."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from petri_pilot.expr.ast import Binary, Param, parameters_of
from petri_pilot.program import Aggregate, ArcKind, Command, DataOp, resolve

STATES = [{"id": "draft", "initial": True}, {"id": "sent"}, {"id": "done", "terminal": True}]


def lower(**parts: Any) -> Aggregate:
    entity = {"id": "order", "states": STATES, **parts}
    resolution = resolve({"name": "app", "entities": [entity]}, "m")
    assert resolution.program is not None, resolution.diagnostics
    return resolution.program.aggregates[0]


def command(aggregate: Aggregate, name: str) -> Command:
    return next(c for c in aggregate.commands if c.id == name)


def test_states_are_places_of_which_the_initial_one_is_marked() -> None:
    aggregate = lower()
    assert [(p.id, p.initial, p.terminal) for p in aggregate.places] == [
        ("draft", 1, False),
        ("sent", 0, False),
        ("done", 0, True),
    ]


def test_an_action_from_several_states_is_one_command_with_a_mode_for_each() -> None:
    action = {"id": "finish", "from_states": ["draft", "sent"], "to_state": "done"}
    finish = command(lower(actions=[action]), "finish")
    assert [m.id for m in finish.modes] == ["finish__draft", "finish__sent"]
    assert [m.inputs[0].place.id for m in finish.modes] == ["draft", "sent"]
    assert {m.outputs[0].place.id for m in finish.modes} == {"done"}
    assert finish.route.path == "/api/order/{id}/finish"


def test_without_from_states_an_action_starts_from_all_that_are_not_terminal() -> None:
    edit = command(lower(actions=[{"id": "edit"}]), "edit")
    assert [m.inputs[0].place.id for m in edit.modes] == ["draft", "sent"]


def test_without_to_state_an_action_keeps_the_state() -> None:
    edit = command(lower(actions=[{"id": "edit", "from_states": ["sent"]}]), "edit")
    (mode,) = edit.modes
    assert [a.kind for a in mode.inputs] == [ArcKind.READ]
    assert mode.outputs == ()


def test_an_empty_list_of_states_means_none() -> None:
    assert command(lower(actions=[{"id": "edit", "from_states": []}]), "edit").modes == ()


def test_the_creating_command_takes_every_stored_field() -> None:
    fields = [
        {"id": "owner", "required": True},
        {"id": "total", "type": "amount", "required": True, "default": "7"},
        {"id": "note"},
    ]
    aggregate = lower(fields=fields)
    create = aggregate.create
    assert [(p.name, p.required) for p in create.parameters] == [
        ("owner", True),
        ("total", False),
        ("note", False),
    ]
    assert [(a.place.id, a.op, a.when_present) for a in create.modes[0].puts] == [
        ("owner", DataOp.SET, None),
        ("total", DataOp.SET, "total"),
        ("note", DataOp.SET, "note"),
    ]
    assert [d.initial for d in aggregate.data] == ["", "7", ""]
    assert create.event.id == "created"
    assert create.route.path == "/api/order"


def test_an_action_called_create_that_starts_from_no_state_makes_the_instance() -> None:
    aggregate = lower(actions=[{"id": "create", "to_state": "sent"}])
    assert [c.id for c in aggregate.commands] == ["create"]
    (mode,) = aggregate.create.modes
    assert [a.place.id for a in mode.inputs] == ["draft"]
    assert [a.place.id for a in mode.outputs] == ["sent"]


def test_an_action_called_create_that_starts_from_a_state_does_not() -> None:
    aggregate = lower(actions=[{"id": "create", "from_states": ["draft"]}])
    assert [(c.id, c.creates) for c in aggregate.commands] == [
        ("create_instance", True),
        ("create", False),
    ]


def test_an_input_with_the_name_of_a_field_sets_it() -> None:
    aggregate = lower(
        fields=[{"id": "note"}, {"id": "total", "type": "int", "validation": {"max": 9}}],
        actions=[{"id": "edit", "input": [{"id": "note", "required": True}, {"id": "total"}]}],
    )
    edit = command(aggregate, "edit")
    puts = [(a.place.id, a.when_present) for a in edit.modes[0].puts]
    assert puts == [("note", None), ("total", "total")]
    assert str(edit.parameters[1].type) == "int"
    validation = edit.parameters[1].validation
    assert validation is not None
    assert validation.max == 9


def test_effects_become_arcs() -> None:
    aggregate = lower(
        fields=[
            {"id": "stock", "type": "amount"},
            {"id": "count", "type": "int"},
            {"id": "tags", "type": "list[string]"},
            {"id": "by", "type": "map[string]int"},
        ],
        actions=[
            {
                "id": "sell",
                "from_states": ["draft"],
                "input": [{"id": "n", "type": "amount", "required": True}],
                "effects": [
                    {"field": "stock", "op": "subtract", "value": "n"},
                    {"field": "count", "op": "subtract", "value": 2},
                    {"field": "tags", "op": "append", "value": "'sold'"},
                    {"field": "by", "op": "add", "keys": ["user.id"], "value": 1},
                ],
            }
        ],
    )
    (mode,) = command(aggregate, "sell").modes
    (take,) = mode.takes
    assert take.place.id == "stock"
    assert isinstance(take.value, Param)
    assert [(a.place.id, a.op, len(a.keys)) for a in mode.puts] == [
        ("count", DataOp.SET, 0),
        ("tags", DataOp.APPEND, 0),
        ("by", DataOp.ADD, 1),
    ]
    difference = mode.puts[0].value
    assert isinstance(difference, Binary)
    assert difference.op == "-"


def test_an_entity_without_states_has_one_mode_an_action() -> None:
    aggregate = lower(states=[], actions=[{"id": "edit"}])
    assert aggregate.places == ()
    assert [m.id for m in command(aggregate, "edit").modes] == ["edit"]


def test_roles_hold_what_they_inherit() -> None:
    document = {
        "name": "app",
        "entities": [{"id": "order"}],
        "roles": [
            {"id": "a", "inherits": ["b", "c"]},
            {"id": "b", "inherits": ["d"]},
            {"id": "c", "inherits": ["d"]},
            {"id": "d"},
        ],
    }
    program = resolve(document, "m").program
    assert program is not None
    implied = {r.id: r.implies for r in program.roles}
    assert implied["a"] == ("a", "b", "c", "d")
    assert implied["b"] == ("b", "d")


names = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6, unique=True)


@st.composite
def entities(draw: st.DrawFn) -> dict[str, Any]:
    states = draw(names)
    initial = draw(st.sampled_from(states))
    actions = []
    for index in range(draw(st.integers(0, 5))):
        action: dict[str, Any] = {"id": f"act{index}"}
        if draw(st.booleans()):
            action["from_states"] = draw(st.lists(st.sampled_from(states), unique=True))
        if draw(st.booleans()):
            action["to_state"] = draw(st.sampled_from(states))
        actions.append(action)
    return {
        "id": "order",
        "states": [
            {"id": s, "initial": s == initial, "terminal": draw(st.booleans())} for s in states
        ],
        "actions": actions,
    }


@given(entities())
def test_every_mode_keeps_exactly_one_token_over_the_states(entity: dict[str, Any]) -> None:
    aggregate = lower(**entity)
    assert sum(p.initial for p in aggregate.places) == 1
    for transition in aggregate.transitions:
        taken = [a for a in transition.inputs if a.kind is ArcKind.NORMAL]
        assert len(taken) == len(transition.outputs)
        assert {a.weight for a in (*transition.inputs, *transition.outputs)} <= {1}
        if transition not in aggregate.create.modes:
            assert len(transition.inputs) == 1


@pytest.mark.parametrize("text", ["approved", "'approved'"])
def test_a_word_in_an_effect_is_an_expression_and_not_a_text(text: str) -> None:
    entity = {
        "id": "order",
        "fields": [{"id": "note"}],
        "states": STATES,
        "actions": [{"id": "edit", "effects": [{"field": "note", "value": text}]}],
    }
    resolution = resolve({"name": "app", "entities": [entity]}, "m")
    assert (resolution.program is None) == (text == "approved")


def test_an_access_guard_reads_what_is_stored_and_not_what_is_sent() -> None:
    entity = {
        "id": "order",
        "fields": [{"id": "owner"}],
        "states": STATES,
        "actions": [{"id": "give", "input": [{"id": "owner"}, {"id": "reason"}]}],
        "access": [
            {"action": "give", "guard": "user.id == owner && reason != ''"},
            {"action": "create", "guard": "user.id == owner"},
        ],
    }
    program = resolve({"name": "app", "entities": [entity]}, "m").program
    assert program is not None
    give, create = (rule.guard for rule in program.access)
    assert give is not None
    assert create is not None
    assert parameters_of(give) == {"reason"}
    assert parameters_of(create) == {"owner"}
