"""What the built distributions hold: all that they need, and nothing else."""

from __future__ import annotations

import tarfile
from email.message import Message
from email.parser import Parser
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

import pytest

from tests.packaging.distributions import DISTRIBUTIONS, ROOT, Distribution, build, tree

RUNTIME_TESTS = ("eventstore/suite/", "eventstore/sqlite/durabilitytest/", "internal/")
"""The runtime's packages that only its own tests use."""

CACHES = ("__pycache__/", ".mypy_cache/", ".pytest_cache/", ".ruff_cache/")

each = pytest.mark.parametrize("key", DISTRIBUTIONS)


def _members(wheel: Path) -> dict[str, bytes]:
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _sources(folder: Path, place: str) -> dict[str, bytes]:
    files = tree(folder)
    return {
        f"{place}/{name}": text
        for name, text in files.items()
        if not any(cache in name for cache in CACHES)
    }


def _runtime(folder: Path) -> dict[str, bytes]:
    files = _sources(folder, "petri_pilot_go/runtime")
    inside = {name: name.removeprefix("petri_pilot_go/runtime/") for name in files}
    return {
        name: text
        for name, text in files.items()
        if not name.endswith("_test.go") and not inside[name].startswith(RUNTIME_TESTS)
    }


def _expected(key: str, distribution: Distribution) -> dict[str, bytes]:
    files = _sources(distribution.source, distribution.package)
    if key == "core":
        files |= _sources(ROOT / "scaffold", "petri_pilot/scaffold")
    if key == "go":
        files |= _runtime(distribution.folder / "runtime")
    return files


def _metadata(wheel: Path) -> Message:
    (text,) = [t for n, t in _members(wheel).items() if n.endswith(".dist-info/METADATA")]
    return Parser().parsestr(text.decode())


@each
def test_a_wheel_holds_its_package_and_nothing_else(wheels: dict[str, Path], key: str) -> None:
    distribution = DISTRIBUTIONS[key]
    members = _members(wheels[key])
    expected = _expected(key, distribution)
    info = {n for n in members if ".dist-info/" in n}
    assert set(members) - info == set(expected)
    assert {PurePosixPath(n).name for n in info} >= {"METADATA", "RECORD", "LICENSE"}
    assert {n: members[n] for n in expected} == expected


def test_the_wheels_hold_what_is_easily_forgotten(wheels: dict[str, Path]) -> None:
    names = {name for wheel in wheels.values() for name in _members(wheel)}
    assert {
        "petri_pilot/py.typed",
        "petri_pilot_go/py.typed",
        "petri_pilot_openapi/py.typed",
        "petri_pilot/model/published/model.schema.json",
        "petri_pilot/scaffold/model/cookiecutter.json",
        "petri_pilot/scaffold/plugin/cookiecutter.json",
        "petri_pilot_go/templates/main.go.j2",
        "petri_pilot_go/runtime/go.mod",
        "petri_pilot_go/runtime/go.sum",
        "petri_pilot_go/runtime/eventstore/sqlite/migrations/0001_log.sql",
    } <= names
    assert not [n for n in names if "__pycache__" in n or n.endswith((".pyc", ".db"))]


@each
def test_a_wheel_out_of_the_source_distribution_is_that_of_the_tree(
    wheels: dict[str, Path], tmp_path: Path, key: str
) -> None:
    build(DISTRIBUTIONS[key].folder, tmp_path, "--wheel")
    (wheel,) = tmp_path.iterdir()
    assert _members(wheel) == _members(wheels[key])


@each
def test_a_source_distribution_says_its_licence_and_holds_no_caches(dist: Path, key: str) -> None:
    (path,) = dist.glob(f"{DISTRIBUTIONS[key].package}-*.tar.gz")
    with tarfile.open(path) as archive:
        names = [PurePosixPath(*PurePosixPath(n).parts[1:]) for n in archive.getnames()]
    assert {PurePosixPath("LICENSE"), PurePosixPath("README.md")} <= set(names)
    assert not [n for n in names if {"__pycache__", ".venv", "dist"} & set(n.parts)]


@each
def test_the_metadata_is_complete(wheels: dict[str, Path], key: str) -> None:
    metadata = _metadata(wheels[key])
    assert metadata["Name"] == DISTRIBUTIONS[key].name
    assert metadata["License-Expression"] == "MIT"
    assert metadata["License-File"] == "LICENSE"
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["Summary"]
    assert "Typing :: Typed" in metadata.get_all("Classifier", [])
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert metadata.get_payload().startswith(f"# {metadata['Name']}\n")


def test_all_distributions_have_one_version_and_one_licence(wheels: dict[str, Path]) -> None:
    assert len({_metadata(wheel)["Version"] for wheel in wheels.values()}) == 1
    licence = (ROOT / "LICENSE").read_bytes()
    for distribution in DISTRIBUTIONS.values():
        assert (distribution.folder / "LICENSE").read_bytes() == licence
