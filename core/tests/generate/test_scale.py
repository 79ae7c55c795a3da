"""Thousands of files are planned in time that grows with their number, and written once."""

from __future__ import annotations

import time
from pathlib import Path
from pathlib import PurePosixPath as P
from typing import Any

from petri_pilot.generate import Plan, generate, write
from petri_pilot.plugins.api import Artifact, DataPatch, Emission, Ownership
from petri_pilot.program.ir import Program


def _plan(program: Program, emitter: Any, templates: str, count: int) -> Plan:
    def emit(program: Program, ctx: Any) -> Emission:
        names = [f"t{i}" for i in range(count)]
        files = [
            Artifact(P(f"each/{name}.json"), Ownership.SCAFFOLD, "one.j2", context={"name": name})
            for name in names
        ]
        table = Artifact(P("all.json"), Ownership.SCAFFOLD, "all.j2", context={"names": names})
        data = Artifact(P("data.json"), Ownership.DATA, data={"names": []})
        return Emission(
            (*files, table, data),
            patches=tuple(DataPatch(P("data.json"), {"names": [name]}) for name in names),
        )

    plan = generate(program, [emitter("x", emit, templates=templates)])
    assert plan.ok and len(plan.files) == count + 2
    return plan


def test_planning_four_times_as_much_takes_far_less_than_sixteen_times_as_long(
    program: Program, emitter: Any, templates: Any
) -> None:
    package = templates(one="{{ name }}\n", all="{% for name in names %}{{ name }}\n{% endfor %}")

    def cost(count: int) -> float:
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            _plan(program, emitter, package, count)
            best = min(best, time.process_time() - start)
        return best

    assert cost(4000) < 10 * cost(1000)


def test_two_thousand_files_are_written_and_found_unchanged(
    program: Program, emitter: Any, templates: Any, tmp_path: Path
) -> None:
    package = templates(one="{{ name }}\n", all="{{ names | length }}\n")
    plan = _plan(program, emitter, package, 2_000)
    assert write(plan, tmp_path / "out").written
    again = write(plan, tmp_path / "out")
    assert again.total == 2_002 and again.changes == ()
