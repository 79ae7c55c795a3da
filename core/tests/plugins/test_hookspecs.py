"""Every hook is documented, its example runs, and somebody tests it."""

from __future__ import annotations

import doctest
import inspect
import re
from pathlib import Path

import pytest
from petri_pilot.plugins import hookspecs
from petri_pilot.plugins.hookspecs import HOOKS

HEADINGS = ["When it runs", "Args:", "Returns", "Example"]
ROOT = Path(__file__).parents[3]


def test_the_list_of_hooks_is_complete() -> None:
    declared = [name for name in vars(hookspecs) if name.startswith("petri_")]
    assert tuple(declared) == HOOKS


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_says_when_it_runs_what_it_takes_and_what_to_return(name: str) -> None:
    hook = getattr(hookspecs, name)
    text = inspect.cleandoc(hook.__doc__)
    assert re.findall(r"^(When it runs|Args:|Returns|Example)$", text, re.M) == HEADINGS
    for parameter in inspect.signature(hook).parameters:
        assert f"{parameter}:" in text


@pytest.mark.parametrize("name", HOOKS)
def test_the_example_of_a_hook_runs(name: str) -> None:
    text = inspect.cleandoc(getattr(hookspecs, name).__doc__)
    example = doctest.DocTestParser().get_doctest(text, {"__name__": name}, name, None, 0)
    assert any(f"def {name}(" in part.source for part in example.examples)
    output: list[str] = []
    result = doctest.DocTestRunner().run(example, out=output.append)
    assert result.attempted >= 4
    assert "".join(output) == ""


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_implemented_by_a_test_distribution_or_by_core(name: str) -> None:
    places = [
        ROOT / "core" / "src" / "petri_pilot" / "plugins" / "builtin.py",
        *(ROOT / "tests" / "plugins" / "distributions").rglob("plugin.py"),
    ]
    assert any(f"def {name}(" in place.read_text() for place in places)


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_documented_for_plugin_authors(name: str) -> None:
    assert f"`{name}" in (ROOT / "docs" / "plugins.md").read_text()
