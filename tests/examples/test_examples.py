"""Every example is valid, prints the same bytes each time, and its program passes its own tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.harness import build_app, generate_app, run_go
from tests.packaging.distributions import ROOT, run, tree

PETRI = Path(sys.executable).with_name("petri")
EXAMPLES = {path.name: path for path in sorted((ROOT / "examples").iterdir()) if path.is_dir()}
GO = ("--target", "go", "--with", "openapi")

each = pytest.mark.parametrize("example", EXAMPLES)


def _model(example: str) -> Path:
    (model,) = EXAMPLES[example].glob("model.*")
    return model


@each
def test_it_has_no_errors_and_no_warnings(example: str, tmp_path: Path) -> None:
    said = run(PETRI, "validate", "--json", _model(example), cwd=tmp_path)
    assert '"severity": "error"' not in said
    assert '"severity": "warning"' not in said


@each
def test_two_hash_seeds_print_the_same_bytes(example: str, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        options = (_model(example), *GO, "--out", tmp_path / seed)
        run(PETRI, "codegen", *options, cwd=tmp_path, PYTHONHASHSEED=seed)
    first = tree(tmp_path / "1")
    assert "main.go" in first
    assert first == tree(tmp_path / "2")


@each
def test_generating_again_finds_nothing_to_do_until_somebody_edits(
    example: str, tmp_path: Path
) -> None:
    out = tmp_path / "app"
    run(PETRI, "codegen", _model(example), *GO, "--out", out, cwd=tmp_path)
    check = (PETRI, "codegen", _model(example), *GO, "--out", out, "--check")
    run(*check, cwd=tmp_path)
    with (out / "main.go").open("a") as file:
        file.write("// edited\n")
    result = subprocess.run(
        list(map(str, check)), capture_output=True, text=True, timeout=300, check=False
    )
    assert result.returncode == 1
    assert "main.go" in result.stdout + result.stderr


@each
def test_its_program_lints_builds_and_passes_its_own_tests(
    example: str, tmp_path: Path, lint_go: Callable[[Path], str]
) -> None:
    folder = generate_app(_model(example), tmp_path / "app")
    assert lint_go(folder) == ""
    assert os.access(build_app(folder), os.X_OK)
    said = run_go(folder, "test", "./...")
    assert "ok " in said
    assert "FAIL" not in said
