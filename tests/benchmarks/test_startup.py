"""What `petri validate` may cost, beside what its dependencies cost in the same minute."""

from __future__ import annotations

import pytest

from benchmarks.startup import PROGRAMS, imported, least

HEAVY = (
    "asyncio",
    "cookiecutter",
    "difflib",
    "jinja2",
    "numpy",
    "petri_pilot.generate",
    "petri_pilot.semantics.conformance",
    "petri_pilot_go.emitter",
    "petri_pilot_openapi.emitter",
    "pydantic",
    "tomllib",
    "unittest",
    "yaml",
)
"""What other commands need, or models that are wrong, or settings files."""


def test_validate_takes_at_most_six_times_the_imports_of_click_and_pluggy() -> None:
    names = ("import click, pluggy", "petri validate")
    used = {
        name: times[0] for name, times in least({n: PROGRAMS[n] for n in names}, runs=10).items()
    }
    assert used["petri validate"] <= 6 * used["import click, pluggy"], used


@pytest.mark.parametrize("module", HEAVY)
def test_validate_does_not_import(module: str, modules: set[str]) -> None:
    assert not {m for m in modules if m == module or m.startswith(module + ".")}


def test_the_list_of_imports_is_one(modules: set[str]) -> None:
    assert {"click", "pluggy", "petri_pilot.program.resolve"} <= modules


@pytest.fixture(scope="module")
def modules() -> set[str]:
    return imported(PROGRAMS["petri validate"])
