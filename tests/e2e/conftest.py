"""Applications of the examples, generated and built once a session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.harness import build_app, generate_app

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The binary of an example, by the folder's name."""
    done: dict[str, Path] = {}

    def build(example: str) -> Path:
        if example not in done:
            (model,) = (EXAMPLES / example).glob("model.*")
            out = tmp_path_factory.mktemp(example) / "app"
            done[example] = build_app(generate_app(model, out))
        return done[example]

    return build
