"""Runs `petri` as a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TIMEOUT = 300
COMMAND = (sys.executable, "-m", "petri_pilot")

MODEL: dict[str, Any] = {
    "name": "parcel",
    "places": [{"id": "open", "initial": 1}, {"id": "closed"}],
    "transitions": [{"id": "close"}],
    "arcs": [{"from": "open", "to": "close"}, {"from": "close", "to": "closed"}],
}


@dataclass(frozen=True, slots=True)
class Result:
    """How a run ended and what it said."""

    status: int
    out: str
    err: str


def petri(
    *arguments: str | bytes,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    **more: Any,
) -> Result:
    """Run `petri` to its end."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=cwd,
        env=None if env is None else dict(env),
        timeout=TIMEOUT,
        check=False,
        **{"stdin": subprocess.DEVNULL, "stdout": -1, "stderr": -1, **more},
    )
    out, err = ((text or b"").decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    result = Result(done.returncode, out, err)
    assert_no_bug(result)
    return result


def shell(script: str, cwd: Path) -> Result:
    """Run a script that says `petri` where it means it."""
    quoted = f'petri() {{ "{sys.executable}" -m petri_pilot "$@"; }}\n{script}'
    done = subprocess.run(
        ["bash", "-c", quoted], cwd=cwd, capture_output=True, timeout=TIMEOUT, check=False
    )
    result = Result(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert_no_bug(result)
    return result


def assert_no_bug(result: Result) -> None:
    """Neither a traceback nor the report of a bug."""
    for text in (result.out, result.err):
        assert "Traceback" not in text, text
        assert "internal error" not in text, text
        assert "Exception ignored" not in text, text
        assert "core/plugin-crashed" not in text, text
    assert result.status != 3


def write_model(folder: Path, document: Any = MODEL) -> Path:
    """A model file."""
    file = folder / "model.json"
    file.write_text(json.dumps(document), "utf-8")
    return file


def codegen(folder: Path, out: str | bytes = "app", *more: str, **how: Any) -> Result:
    """Generate the folder's model.json."""
    return petri("codegen", "model.json", "--target", "go", "-o", out, *more, cwd=folder, **how)


def snapshot(folder: Path) -> dict[str, bytes]:
    """All files below a folder but the generator's own."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".petri" not in path.relative_to(folder).parts
    }
