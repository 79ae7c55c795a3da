"""Our own plugins have the skeleton that a new plugin gets."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLUGINS = sorted(p.parent for p in (ROOT / "plugins").glob("*/pyproject.toml"))


def test_there_are_plugins_of_our_own() -> None:
    assert {p.name for p in PLUGINS} >= {"go", "openapi"}


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda p: p.name)
def test_it_keeps_the_skeleton(plugin: Path) -> None:
    package = f"src/petri_pilot_{plugin.name.replace('-', '_')}"
    modules = ("__init__", "plugin", "emitter", "sections", "outputs")
    wanted = ["pyproject.toml", "README.md", "tests", *(f"{package}/{m}.py" for m in modules)]
    assert [path for path in wanted if not (plugin / path).exists()] == []


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda p: p.name)
def test_it_is_named_by_the_rule(plugin: Path) -> None:
    project = tomllib.loads((plugin / "pyproject.toml").read_text())["project"]
    module = plugin.name.replace("-", "_")
    assert project["name"] == f"petri-pilot-{plugin.name}"
    assert project["entry-points"] == {
        "petri_pilot.plugins": {plugin.name: f"petri_pilot_{module}.plugin"}
    }
