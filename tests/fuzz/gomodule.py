"""Many generated applications as packages of one Go module, so that Go compiles the
runtime and SQLite once.

Each application keeps its own folder and its own imports; only the copy of the
runtime is shared, which is byte for byte the same for all.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from petri_pilot.generate import Plan, write

TIMEOUT = 3000
RUNTIME = Path("internal/petri")


class GoModule:
    """The module `fuzz` in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.apps: list[str] = []

    def add(self, name: str, plan: Plan) -> None:
        """Write an application whose own module path is `fuzz/NAME`."""
        folder = self.root / name
        report = write(plan, folder)
        assert report.ok, [d.message for d in report.diagnostics]
        unformatted = run("gofmt", "-l", *map(str, folder.glob("**/*.go")), cwd=self.root)
        assert not unformatted, unformatted
        self._share_runtime(name, folder)
        self.apps.append(name)

    def _share_runtime(self, name: str, folder: Path) -> None:
        for module_file in ("go.mod", "go.sum"):
            text = (folder / module_file).read_text("utf-8")
            text = re.sub(r"^module .*$", "module fuzz", text, flags=re.MULTILINE)
            (self.root / module_file).write_text(text, "utf-8")
            (folder / module_file).unlink()
        own = f'"fuzz/{name}/{RUNTIME.as_posix()}'
        for file in folder.glob("**/*.go"):
            text = file.read_text("utf-8").replace(own, f'"fuzz/{RUNTIME.as_posix()}')
            file.write_text(text, "utf-8")
        if not (self.root / RUNTIME).exists():
            (self.root / RUNTIME).parent.mkdir(exist_ok=True)
            (folder / RUNTIME).rename(self.root / RUNTIME)
        else:
            shutil.rmtree(folder / RUNTIME)

    def vet(self) -> None:
        """Type-check and vet every application with its tests.

        Not by `bools`, which judges the conditions that the model's author wrote.
        """
        go(self.root, "vet", "-bools=false", *self.packages(self.apps))

    def build(self) -> None:
        """Compile every application."""
        go(self.root, "build", *self.packages(self.apps))

    def test(self, apps: Iterable[str]) -> None:
        """Run the tests that come with these applications."""
        go(self.root, "test", "-vet=off", *self.packages(apps))

    def packages(self, apps: Iterable[str]) -> list[str]:
        """Patterns of all packages of these applications."""
        return [f"./{app}/..." for app in apps]


def go(folder: Path, *arguments: str) -> str:
    """Run the go command without cgo and without a network."""
    return run("go", *arguments, cwd=folder)


def run(*command: str, cwd: Path) -> str:
    """Run a program that has to succeed; its output."""
    result = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "CGO_ENABLED": "0", "GOFLAGS": "-mod=mod", "GOPROXY": "off"},
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert result.returncode == 0, (result.stdout + result.stderr)[-8000:]
    return result.stdout
