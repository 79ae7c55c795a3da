"""Random and damaged documents through the whole pipeline.

PETRI_FUZZ_DOCUMENTS sets their number, PETRI_FUZZ_SEED the first of them;
PETRI_FULL=1 takes ten thousand. Number n is the same document in every run.
"""

from __future__ import annotations

import os
from pathlib import Path

import petri_pilot_go.application
import pytest

from tests.fuzz import pipeline

FULL = os.environ.get("PETRI_FULL") == "1"
COUNT = int(os.environ.get("PETRI_FUZZ_DOCUMENTS", "10000" if FULL else "1500"))
FIRST = int(os.environ.get("PETRI_FUZZ_SEED", "0"))
CHUNK = 50


@pytest.mark.parametrize("start", range(FIRST, FIRST + COUNT, CHUNK))
def test_every_document_is_generated_or_refused_with_a_reason(
    start: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(petri_pilot_go.application, "traces", pipeline.walked)
    whole = valid = 0
    for seed in range(start, min(start + CHUNK, FIRST + COUNT)):
        try:
            outcome = pipeline.run(seed, tmp_path)
        except Exception as error:
            raise AssertionError(f"document {seed}: {type(error).__name__}: {error}") from error
        assert outcome.plan is not None or outcome.codes, f"document {seed}"
        if seed % 10 < pipeline.DAMAGED:
            whole += 1
            valid += outcome.valid
    assert valid * 2 >= whole, "too few valid documents to say anything about generation"


def test_equal_numbers_give_equal_documents() -> None:
    for seed in range(30):
        assert pipeline.document_text(seed) == pipeline.document_text(seed)
    assert len({pipeline.document_text(seed) for seed in range(30)}) == 30
