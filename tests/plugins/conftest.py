"""Installed plugins: folders with a package and its dist-info, put on the path."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import importlib_metadata
import pytest
from petri_pilot.plugins.collection import Plugins
from petri_pilot.plugins.loader import load_plugins
from petri_pilot.program import resolve
from petri_pilot.program.ir import Program

DISTRIBUTIONS = Path(__file__).parent / "distributions"

Load = Callable[..., Plugins]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    """Load core and the given test distributions, and no others."""
    modules = set(sys.modules)

    def load(
        *names: str, environ: Mapping[str, str] | None = None, block: tuple[str, ...] = ()
    ) -> Plugins:
        folders = [str(DISTRIBUTIONS / name) for name in names]
        for folder in folders:
            monkeypatch.syspath_prepend(folder)
        importlib.invalidate_caches()
        found: Any = importlib_metadata.distributions(path=folders)
        return load_plugins(block, environ=environ or {}, distributions=found)

    yield load
    for name in set(sys.modules) - modules:
        if name.startswith("petri_pilot_"):
            del sys.modules[name]


@pytest.fixture(scope="session")
def program() -> Program:
    """A net with two transitions."""
    document = {
        "name": "door",
        "places": [{"id": "closed", "initial": 1}, {"id": "open"}],
        "transitions": [{"id": "push"}, {"id": "pull"}],
        "arcs": [
            {"from": "closed", "to": "push"},
            {"from": "push", "to": "open"},
            {"from": "open", "to": "pull"},
            {"from": "pull", "to": "closed"},
        ],
    }
    resolution = resolve(document, "door.json")
    assert resolution.program is not None
    return resolution.program
