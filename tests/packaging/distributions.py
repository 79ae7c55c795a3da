"""The distributions of this repository, built, and environments that have nothing else of it."""

from __future__ import annotations

import os
import site
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = ("petri_pilot", "_editable_impl_petri", "__editable__")
"""How the names of our own entries in site-packages start."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """One of the distributions that are built from this repository."""

    name: str
    folder: Path
    package: str

    @property
    def source(self) -> Path:
        return self.folder / "src" / self.package


DISTRIBUTIONS = {
    "core": Distribution("petri-pilot", ROOT / "core", "petri_pilot"),
    "go": Distribution("petri-pilot-go", ROOT / "plugins/go", "petri_pilot_go"),
    "openapi": Distribution("petri-pilot-openapi", ROOT / "plugins/openapi", "petri_pilot_openapi"),
}


def run(*command: str | Path, cwd: Path, **environ: str) -> str:
    """The standard output of a command, which must succeed."""
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def build(source: Path, out: Path, *what: str) -> None:
    """Build a source tree: a source distribution and a wheel from it, unless told what."""
    run(
        *(sys.executable, "-m", "build", "--no-isolation", *what, "--outdir", out, source),
        cwd=source,
    )


class Environment:
    """A fresh virtual environment with some wheels and the third-party packages of this one."""

    def __init__(self, folder: Path, wheels: Iterable[Path]) -> None:
        self.folder = folder
        venv.create(folder / "venv", symlinks=os.name != "nt")
        self.bin = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        python = self.bin / "python"
        run(
            *(sys.executable, "-m", "pip", "--python", python, "install", "--quiet"),
            *("--no-index", "--no-deps", *wheels),
            cwd=folder,
        )
        show = "import sysconfig; print(sysconfig.get_path('purelib'))"
        packages = Path(run(python, "-c", show, cwd=folder).strip())
        (packages / "dependencies.pth").write_text(str(_link_dependencies(folder / "deps")))

    def petri(self, *arguments: str | Path, cwd: Path | None = None) -> str:
        """The standard output of the environment's own `petri`."""
        return run(self.bin / "petri", *arguments, cwd=cwd or self.folder)


def _link_dependencies(folder: Path) -> Path:
    """What this environment has beside our own distributions, as links to its packages."""
    folder.mkdir()
    for packages in {sysconfig.get_path("purelib"), *site.getsitepackages()}:
        for entry in Path(packages).iterdir():
            ours = entry.name.startswith(OURS) or entry.suffix == ".pth"
            if not ours and not (folder / entry.name).exists():
                (folder / entry.name).symlink_to(entry)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """The files below a folder: path to content."""
    files = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}
