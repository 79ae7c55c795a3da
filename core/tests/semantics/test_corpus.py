"""The committed traces: still what the generator writes, still what the models do."""

from __future__ import annotations

import json

import pytest
from petri_pilot.expr.values import canonical_json, load_json
from petri_pilot.semantics import Event, Interpreter, coverage, replay_traces

from .corpus import FOLDER, NAMES, load, texts

OUT_OF_REACH = {
    "batches": {"capacity-exceeded mirror out"},
    "brim": {"capacity-exceeded spill cup", "fired twice", "missing-tokens twice sea"},
    "ledger": {"constraint-violated conserved"},
    "warehouse": {"capacity-exceeded swap shelf"},
}
"""What cannot happen in these models, or (batches) is too rare for the search."""


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_traces_are_what_the_generator_writes(name: str) -> None:
    for path, text in texts(name):
        assert path.read_text(encoding="utf-8") == text, "python core/tests/semantics/corpus.py"


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_traces_replay_and_cover_what_can_happen(name: str) -> None:
    program = load(name)
    for aggregate in program.aggregates:
        path = FOLDER / "traces" / f"{name}.{aggregate.id}.json"
        file = load_json(path.read_text(encoding="utf-8"))
        assert replay_traces(program, file) == []
        assert set(coverage(file, program).missing) == OUT_OF_REACH.get(name, set())


@pytest.mark.parametrize("name", NAMES)
def test_folding_the_events_of_a_trace_gives_its_states(name: str) -> None:
    program = load(name)
    interpreter = Interpreter(program, program.aggregates[0])
    path = FOLDER / "traces" / f"{name}.{program.aggregates[0].id}.json"
    folded = 0
    for trace in json.loads(path.read_text(encoding="utf-8"))["traces"]:
        state = None
        for step in trace["steps"]:
            expect = step["expect"]
            if expect["outcome"] != "fired":
                continue
            event = Event(
                expect["event"]["type"],
                step["command"],
                expect["mode"],
                expect["event"]["data"],
                step["actor"]["id"] if step["actor"] else "",
                step["at"],
            )
            state = interpreter.apply(state, event)
            actual = canonical_json(state.to_wire(program.aggregates[0]))
            assert actual == canonical_json(expect["state"])
            folded += 1
    assert folded >= 3


def test_no_trace_file_is_left_of_a_model_that_is_gone() -> None:
    expected = {f"{n}.{a.id}.json" for n in NAMES for a in load(n).aggregates}
    assert {path.name for path in (FOLDER / "traces").iterdir()} == expected
