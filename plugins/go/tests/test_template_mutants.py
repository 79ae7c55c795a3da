"""Faults planted in what the emitter prints, or in the rule that runs it, turn the tests red."""

from __future__ import annotations

from pathlib import Path

import pytest

from .support import files_of, go, write_files

MODEL = {
    "name": "mutants",
    "places": [
        {"id": "a", "initial": 3},
        {"id": "b", "initial": 0, "capacity": 2},
        {"id": "lock", "initial": 0},
        {"id": "balances", "kind": "data", "type": "map[string]int"},
        {"id": "total", "kind": "data", "type": "int", "initial_value": 5},
    ],
    "transitions": [
        {
            "id": "move",
            "guard": "n > 1 && n < 5",
            "bindings": [{"name": "who", "type": "string"}, {"name": "n", "type": "int"}],
        },
        {"id": "pay", "bindings": [{"name": "who"}, {"name": "n", "type": "int"}]},
        {"id": "bolt"},
        {"id": "clear"},
        {"id": "close", "guard": 'total >= 5 && tokens("b") == 0'},
    ],
    "arcs": [
        {"from": "a", "to": "move"},
        {"from": "move", "to": "b"},
        {"from": "lock", "to": "move", "type": "inhibitor"},
        {"from": "move", "to": "balances", "keys": ["who"], "value": "n"},
        {"from": "balances", "to": "pay", "keys": ["who"], "value": "n"},
        {"from": "pay", "to": "total", "value": "n"},
        {"from": "bolt", "to": "lock"},
        {"from": "lock", "to": "clear", "type": "reset"},
        {"from": "b", "to": "clear", "type": "reset"},
        {"from": "b", "to": "close", "type": "inhibitor"},
    ],
    "constraints": [{"id": "bound", "expr": "total < 9"}],
}

RULE = "internal/petri/workflow/"
MUTANTS = {
    "an inhibitor arc is dropped": (
        "workflow.go",
        "[]workflow.Arc{{Place: PlaceLock, Weight: 1}}",
        "nil",
    ),
    "a capacity is off by one": ("workflow.go", "Capacity: 2", "Capacity: 3"),
    "the initial tokens are off by one": ("workflow.go", "Initial: 3", "Initial: 4"),
    "a reset is not applied": ("workflow.go", "[]int{PlaceLock, PlaceB}", "[]int{PlaceB}"),
    "a guard is ignored": ("rules.go", "return in.N > 1 && in.N < 5, nil", "return true, nil"),
    "a guard's bound is wrong": ("rules.go", "in.N > 1", "in.N >= 1"),
    "data is not subtracted": ("rules.go", "e.Sub(have, need)", "e.Sub(have, 0)"),
    "a constraint is off by one": ("rules.go", "s.Data.Total < 9", "s.Data.Total <= 9"),
    "what is put is dropped": (
        "rules.go",
        "next.Data.Total = workflow.AddInt(e, next.Data.Total, event.N)",
        "_ = event",
    ),
    "an event loses a field": ("events.go", 'value.Put(&w, "n", value.Int, event.N)', ""),
    "a state is shared between two decisions": (
        "rules.go",
        "next.Data.Balances = intMapCodec.Clone(next.Data.Balances)",
        "_ = next",
    ),
    "a parameter is not required": ("commands.go", 'value.Required(r, "n"', 'value.Default(r, "n"'),
    "the capacity is checked before tokens are taken": (
        RULE + "arcs.go",
        "rest := have - s.take",
        "rest := have",
    ),
    "the inhibitor's bound is wrong": (
        RULE + "tokens.go",
        "have >= s.inhibit",
        "have > s.inhibit",
    ),
    "the constraints are not asked": (
        RULE + "decide.go",
        "return chosen.mode, chosen.next, m.keep(chosen.next, f.call)",
        "return chosen.mode, chosen.next, nil",
    ),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("mutants")
    files = files_of(MODEL)
    write_files(folder, files)
    return folder, files


def passes(folder: Path) -> bool:
    result = go(folder, "test", "-count=1", "-vet=off", ".")
    output = result.stdout + result.stderr
    assert "build failed" not in output, output
    return result.returncode == 0


def test_without_a_fault_the_tests_pass(project: tuple[Path, dict[str, str]]) -> None:
    assert passes(project[0])


@pytest.mark.parametrize("fault", MUTANTS)
def test_the_generated_tests_find_that(fault: str, project: tuple[Path, dict[str, str]]) -> None:
    folder, files = project
    path, old, new = MUTANTS[fault]
    assert files[path].count(old) >= 1, f"{path} has no {old}"
    changed = files[path].replace(old, new, 1)
    if fault == "a parameter is not required":
        changed = changed.replace("value.Int)", "value.Int, 2)", 1)
    write_files(folder, {path: changed})
    try:
        assert not passes(folder)
    finally:
        write_files(folder, {path: files[path]})
