"""What passes validation compiles, is formatted, and agrees with the interpreter.

PETRI_FUZZ_APPS sets how many applications; PETRI_FULL=1 compiles every valid one
of ten thousand documents.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

import petri_pilot_go.application
import pytest
from petri_pilot.semantics import traces as searched

from tests.fuzz import pipeline
from tests.fuzz.gomodule import GoModule

FULL = os.environ.get("PETRI_FULL") == "1"
APPS = int(os.environ.get("PETRI_FUZZ_APPS", "40"))
BATCH = 40
TESTED = 4
"""Every so manieth application of a batch runs its own tests."""
FIRST = 100_000
FOUND = Path(__file__).parent / "found"
"""Models that random documents led to, each with one reason why it did not compile."""


@pytest.mark.parametrize("batch", range(150 if FULL else -(-APPS // BATCH)))
def test_what_passes_validation_compiles_and_conforms(
    batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = GoModule(tmp_path / "module")
    module.root.mkdir()
    tested = []
    size = BATCH if FULL else min(BATCH, APPS - batch * BATCH)
    for number, outcome in enumerate(islice(_generated(batch, tmp_path, monkeypatch), size)):
        assert outcome.plan is not None
        name = f"app{outcome.seed}"
        module.add(name, outcome.plan)
        if number % TESTED == 0:
            tested.append(name)
    module.vet()
    module.build()
    module.test(tested)


def test_models_that_once_broke_the_target_compile_and_conform(tmp_path: Path) -> None:
    module = GoModule(tmp_path / "module")
    module.root.mkdir()
    for number, file in enumerate(sorted(FOUND.glob("*.json"))):
        outcome = pipeline.run_file(number, file.read_bytes(), file)
        assert outcome.plan is not None, (file.name, outcome.codes)
        module.add(f"app{number}", outcome.plan)
    module.vet()
    module.build()
    module.test(module.apps)


def _generated(
    batch: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[pipeline.Outcome]:
    """Outcomes with a plan. Those whose tests run have the traces of the search."""
    found = 0
    for seed in count(FIRST + batch * 100):
        traces = searched if found % TESTED == 0 else pipeline.walked
        monkeypatch.setattr(petri_pilot_go.application, "traces", traces)
        outcome = pipeline.run(seed, folder)
        if outcome.plan is not None:
            found += 1
            yield outcome
