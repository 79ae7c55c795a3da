"""Generation: processor time by the size of the net, phase by phase."""

from __future__ import annotations

import argparse
import gc
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.machine import load, table

PHASES = ("resolve", "validate", "generate", "write")


def chain(transitions: int) -> dict[str, Any]:
    """A net whose transitions fire one after the other, as a document."""
    return {
        "name": "chain",
        "places": [
            {"id": f"p{i}", **({"initial": 1} if i == 0 else {})} for i in range(transitions + 1)
        ],
        "transitions": [{"id": f"t{i}"} for i in range(transitions)],
        "arcs": [
            arc
            for i in range(transitions)
            for arc in ({"from": f"p{i}", "to": f"t{i}"}, {"from": f"t{i}", "to": f"p{i + 1}"})
        ],
    }


def measure(transitions: int) -> dict[str, float]:
    """The processor seconds of each phase for a chain of that length."""
    from petri_pilot.generate import generate, write
    from petri_pilot.program import resolve
    from petri_pilot.validators import builtin_validators
    from petri_pilot_go.emitter import GoEmitter

    document = chain(transitions)
    gc.collect()
    marks = [time.process_time()]
    program = resolve(document, "chain.json").program
    assert program is not None, "the chain is a sound net"
    marks.append(time.process_time())
    for validator in builtin_validators():
        list(validator.validate(program))
    marks.append(time.process_time())
    plan = generate(program, [GoEmitter()])
    assert plan.ok, plan.diagnostics
    marks.append(time.process_time())
    with tempfile.TemporaryDirectory() as folder:
        write(plan, Path(folder) / "app")
        marks.append(time.process_time())
    return dict(zip(PHASES, (b - a for a, b in pairwise(marks)), strict=True))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[10, 100, 1000, 10_000])
    rows = [["transitions", *PHASES, "total s", "total us/transition"]]
    measure(10)  # imports
    for size in parser.parse_args().sizes:
        phases = measure(size)
        total = sum(phases.values())
        each = [f"{phases[phase]:.3f}" for phase in PHASES]
        rows.append([str(size), *each, f"{total:.3f}", f"{total / size * 1e6:.0f}"])
    print(f"Generation of a Go application, processor seconds; {load()}\n\n{table(rows)}")


if __name__ == "__main__":
    main()
