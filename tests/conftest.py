"""Go's tools, for the tests of the runtime and of what is generated."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.harness import run_go

TOOLS = Path(__file__).parent / "go" / "tools"

Lint = Callable[[Path], str]


@pytest.fixture(scope="session")
def lint_go(tmp_path_factory: pytest.TempPathFactory) -> Lint:
    """What gofmt, go vet and staticcheck say about a module; nothing if all is well."""
    staticcheck = tmp_path_factory.mktemp("tools") / "staticcheck"
    run_go(TOOLS, "build", "-o", str(staticcheck), "honnef.co/go/tools/cmd/staticcheck")
    commands = (["gofmt", "-l", "."], ["go", "vet", "./..."], [str(staticcheck), "./..."])

    def lint(module: Path) -> str:
        said = ""
        for command in commands:
            result = subprocess.run(
                command, cwd=module, capture_output=True, text=True, timeout=900, check=False
            )
            said += result.stdout + result.stderr
            assert said or result.returncode == 0, f"{command} exited {result.returncode}"
        return said

    return lint
