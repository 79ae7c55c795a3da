"""The built distributions, once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packaging.distributions import DISTRIBUTIONS, build


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution and the wheel of every distribution."""
    out = tmp_path_factory.mktemp("dist")
    for distribution in DISTRIBUTIONS.values():
        build(distribution.folder, out)
    return out


@pytest.fixture(scope="session")
def wheels(dist: Path) -> dict[str, Path]:
    """The wheel of each distribution, by the key of `DISTRIBUTIONS`."""
    found = {}
    for key, distribution in DISTRIBUTIONS.items():
        (found[key],) = dist.glob(f"{distribution.package}-*.whl")
    return found
