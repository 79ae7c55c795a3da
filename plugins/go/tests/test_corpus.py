"""Every model of the conformance corpus as a Go project that agrees with the interpreter."""

from __future__ import annotations

from pathlib import Path

import pytest

from .support import VECTORS, files_of, load, succeed, unformatted, workspace, write_files

MODELS = sorted((VECTORS / "traces" / "models").glob("*.json"))


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for path in MODELS:
        document = load(path)
        features = ("access",) if needs_access(document) else ()
        write_files(folder / path.stem, files_of(document, without=features))
    workspace(folder, (p.stem for p in MODELS))
    return folder


def needs_access(document: dict[str, object]) -> bool:
    text = repr(document)
    return any(word in text for word in ("'access':", "'permissions':", "user.", "hasRole("))


def test_the_corpus_has_models() -> None:
    assert len(MODELS) >= 20


def test_gofmt_leaves_every_file_as_it_is(projects: Path) -> None:
    assert unformatted(projects) == ""


def test_go_vet_finds_nothing(projects: Path) -> None:
    succeed(projects, "vet", *(f"./{p.stem}" for p in MODELS), f"./{MODELS[0].stem}/...")


def test_every_project_conforms_to_the_interpreter(projects: Path) -> None:
    succeed(projects, "test", "-count=1", *(f"./{p.stem}" for p in MODELS))
