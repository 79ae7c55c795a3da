"""Generating projects and running Go over them, for the tests of this folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from petri_pilot.diagnostics import has_errors
from petri_pilot.generate import generate
from petri_pilot.plugins.api import Emitter
from petri_pilot.program import resolve
from petri_pilot.program.ir import Program
from petri_pilot_go.emitter import GoEmitter
from petri_pilot_go.runtime_source import runtime_folder

REPOSITORY = Path(__file__).resolve().parents[3]
VECTORS = REPOSITORY / "tests" / "vectors"
GO_SECONDS = 600


def program_of(document: Mapping[str, Any]) -> Program:
    """The resolved program; fails with what is wrong with the document."""
    resolution = resolve(document, "model.json")
    assert resolution.program is not None, [d.message for d in resolution.diagnostics]
    return resolution.program


def files_of(
    document: Mapping[str, Any],
    *emitters: Emitter,
    without: Iterable[str] = (),
    **options: Any,
) -> dict[str, str]:
    """Path to text of the project for a document."""
    program = program_of(document)
    plan = generate(program, [GoEmitter(), *emitters], {"go": options}, without=frozenset(without))
    assert not has_errors(list(plan.diagnostics)), [
        (d.code, d.message, d.notes) for d in plan.diagnostics
    ]
    return {str(path): file.text for path, file in plan.files.items()}


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write a project below `folder`."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")


def go(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the go command without a network."""
    environment = {**os.environ, "GOPROXY": "off", "GOFLAGS": "-mod=readonly", "CGO_ENABLED": "0"}
    return subprocess.run(
        ["go", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=GO_SECONDS,
        check=False,
    )


def succeed(folder: Path, *arguments: str) -> str:
    """Run the go command and fail with what it says."""
    result = go(folder, *arguments)
    assert result.returncode == 0, (result.stdout + result.stderr)[-6000:]
    return result.stdout


def unformatted(folder: Path) -> str:
    """The files that gofmt would change."""
    gofmt = shutil.which("gofmt")
    assert gofmt is not None
    result = subprocess.run(
        [gofmt, "-l", "."], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    return result.stdout + result.stderr


def workspace(folder: Path, modules: Iterable[str]) -> None:
    """A go.work over several projects, so that one command tests them all."""
    uses = "".join(f"\t./{module}\n" for module in sorted(modules))
    (folder / "go.work").write_text(f"go 1.26.0\n\nuse (\n{uses})\n")


def program_in_runtime(folder: Path, name: str, files: Mapping[str, str]) -> Path:
    """A copy of the runtime module with one more package `name`."""
    source = runtime_folder()
    for part in ("go.mod", "go.sum"):
        shutil.copy(source / part, folder / part)
    for package in ("aggregate", "eventstore", "value", "workflow"):
        (folder / package).symlink_to(source / package)
    write_files(folder / name, files)
    return folder


def load(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text("utf-8"))
