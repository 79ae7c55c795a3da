"""The generator: deterministic, bounded, and sharp enough to see faults."""

from __future__ import annotations

import copy
import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from petri_pilot.diagnostics.origin import NOWHERE
from petri_pilot.program import Program, TokenArc, Transition
from petri_pilot.semantics import coverage, replay_traces, traces, traces_text

from .corpus import load
from .nets import Net, program_of

SCRIPT = """
import json, sys
from pathlib import Path
from petri_pilot.program import resolve
from petri_pilot.semantics import traces, traces_text
for path in map(Path, sys.argv[1:]):
    program = resolve(json.loads(path.read_text()), path.name).program
    sys.stdout.write(traces_text(traces(program, program.aggregates[0])))
"""


def test_hash_seeds_do_not_change_a_byte() -> None:
    from .corpus import FOLDER

    models = [str(FOLDER / "models" / f"{n}.json") for n in ("clinic", "lockers", "desk")]
    digests = set()
    for seed in ("0", "1", "4711"):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, *models],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
            timeout=120,
        )
        digests.add(hashlib.sha256(done.stdout).hexdigest())
        assert len(done.stdout) > 10_000
    assert len(digests) == 1


def test_another_seed_gives_other_traces_that_replay_too() -> None:
    program = load("lockers")
    first, second = (traces(program, program.aggregates[0], seed=s) for s in (0, 1))
    assert traces_text(first) != traces_text(second)
    assert replay_traces(program, second) == []


def test_traces_without_access_never_forbid() -> None:
    program = load("clinic")
    file = traces(program, program.aggregates[0], access=False)
    assert "forbidden" not in traces_text(file)
    assert replay_traces(program, file, access=False) == []
    assert replay_traces(program, file) != []


def chain(length: int) -> Net:
    places = {f"p{i}": int(i == 0) for i in range(length + 1)}
    moves = {f"t{i}": [("in", f"p{i}", 1), ("out", f"p{i + 1}", 1)] for i in range(length)}
    return Net(places, moves)


def test_a_thousand_transitions_are_all_fired_in_two_megabytes() -> None:
    program = program_of(chain(1000))
    file = traces(program, program.aggregates[0])
    assert len(traces_text(file)) < 2_200_000
    missing = coverage(file, program).missing
    assert [name for name in missing if name.startswith("fired")] == []
    assert replay_traces(program, file) == []


def test_a_net_without_transitions_still_has_a_trace_that_creates() -> None:
    program = program_of(Net({"p": 1}, {}))
    file = traces(program, program.aggregates[0])
    assert any(name == "fired create" for name in coverage(file, program).covered)
    assert replay_traces(program, file) == []


def changed(program: Program, transition: str, **changes: Any) -> Program:
    """The program with one transition changed and the hash left as it was."""
    aggregate = program.aggregates[0]

    def of(mode: Transition) -> Transition:
        return replace(mode, **changes) if mode.id == transition else mode

    commands = tuple(
        replace(c, modes=tuple(of(mode) for mode in c.modes)) for c in aggregate.commands
    )
    return replace(program, aggregates=(replace(aggregate, commands=commands),))


def find(program: Program, transition: str) -> Transition:
    return next(t for t in program.aggregates[0].transitions if t.id == transition)


def mutants() -> list[tuple[str, Program, Program]]:
    """Programs with one fault each, of the kinds that a template may have."""
    railway, ledger, clinic = load("railway"), load("ledger"), load("clinic")
    batches, texts, budget, lockers = (load(n) for n in ("batches", "texts", "budget", "lockers"))
    enter, inspect = find(railway, "enter"), find(railway, "inspect")
    transfer, approve = find(ledger, "transfer"), find(ledger, "approve")
    rename, pull = find(texts, "rename"), find(lockers, "pull")
    heavier = replace(find(railway, "leave").outputs[0], weight=2)
    extra = TokenArc(enter.inputs[0].kind, enter.inputs[0].place, 1, NOWHERE)
    lenient = replace(
        budget,
        aggregates=(
            replace(budget.aggregates[0], constraints=budget.aggregates[0].constraints[:2]),
        ),
    )
    return [
        ("no inhibitor", railway, changed(railway, "enter", inputs=enter.inputs[:2])),
        ("no reset", railway, changed(railway, "inspect", inputs=inspect.inputs[:2])),
        ("another weight", railway, changed(railway, "leave", outputs=(heavier,))),
        ("one arc too many", railway, changed(railway, "enter", inputs=(*enter.inputs, extra))),
        ("no guard", texts, changed(texts, "rename", guard=None)),
        ("nothing written", texts, changed(texts, "rename", puts=())),
        ("no token put", texts, changed(texts, rename.id, outputs=())),
        ("no overdraft check", ledger, changed(ledger, "transfer", takes=())),
        ("allowance not replaced", ledger, changed(ledger, "approve", puts=transfer.puts[:0])),
        ("a weight forgotten", batches, changed(batches, "ship", outputs=())),
        ("a constraint forgotten", budget, lenient),
        ("access forgotten", clinic, replace(clinic, access=())),
        ("roles do not inherit", clinic, replace(clinic, roles=())),
        ("entry not taken", lockers, changed(lockers, pull.id, takes=approve.takes)),
    ]


@pytest.mark.parametrize(("fault", "program", "mutant"), mutants(), ids=lambda x: str(x)[:30])
def test_a_planted_fault_is_seen(fault: str, program: Program, mutant: Program) -> None:
    file = traces(program, program.aggregates[0])
    assert replay_traces(program, file) == []
    assert replay_traces(mutant, file) != [], fault


def test_a_changed_expectation_is_reported_with_its_place() -> None:
    program = load("relay")
    file = traces(program, program.aggregates[0])
    bad = copy.deepcopy(file)
    step = next(s for t in bad["traces"] for s in t["steps"] if s["expect"]["outcome"] == "fired")
    step["expect"]["version"] += 1
    [mismatch] = replay_traces(program, bad)
    assert mismatch.path == "version"
    assert "version: expected" in str(mismatch)


def test_a_file_of_another_format_or_model_is_refused() -> None:
    program = load("relay")
    with pytest.raises(ValueError, match="format 2"):
        replay_traces(program, {"format": 2})
    with pytest.raises(LookupError, match="no aggregate 'x'"):
        replay_traces(program, {"format": 1, "aggregate": "x"})
