"""Golden projects: a case is a folder with a model and the tree that it gives.

`python -m plugins.go.tests.test_golden` writes the trees anew; look at the diff.
The runtime is not in them, since it is copied as it is.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .support import files_of, load, write_files

CASES = sorted(p for p in (Path(__file__).parent / "golden").iterdir() if p.is_dir())
GO_SUFFIX = ".golden"
"""Keeps the go command from taking the trees for packages."""


def generated(case: Path) -> dict[str, str]:
    """The tree of a case, without the runtime."""
    files = files_of(load(case / "model.json"))
    return {
        path + GO_SUFFIX: text
        for path, text in files.items()
        if not path.startswith("internal/petri/")
    }


def expected(case: Path) -> dict[str, str]:
    tree = case / "tree"
    return {
        path.relative_to(tree).as_posix(): path.read_text("utf-8")
        for path in tree.rglob("*")
        if path.is_file()
    }


def test_there_are_cases() -> None:
    assert len(CASES) >= 3


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_project_is_as_expected(case: Path) -> None:
    made, wanted = generated(case), expected(case)
    assert sorted(made) == sorted(wanted)
    for path, text in wanted.items():
        assert made[path] == text, path


def regenerate() -> None:
    """Write the trees of all cases."""
    for case in CASES:
        shutil.rmtree(case / "tree", ignore_errors=True)
        write_files(case / "tree", generated(case))


if __name__ == "__main__":
    regenerate()
