"""Every diagnostic of generation and of plugins is produced by a test."""

from __future__ import annotations

from pathlib import Path

import pytest
from petri_pilot.diagnostics import Kind
from petri_pilot.diagnostics.catalogue import kinds

ROOT = Path(__file__).parents[3]
OURS = ("petri_pilot.generate.", "petri_pilot.plugins.")
KINDS = [kind for kind in kinds().values() if kind.__module__.startswith(OURS)]
FOLDERS = ("core/tests/generate", "core/tests/plugins", "tests/plugins")
TESTS = "".join(
    path.read_text(encoding="utf-8") for folder in FOLDERS for path in (ROOT / folder).glob("*.py")
)


def test_there_are_many_kinds() -> None:
    assert len(KINDS) > 40


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_test_expects_it(kind: type[Kind]) -> None:
    assert f'"{kind.code}"' in TESTS
