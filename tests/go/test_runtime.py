"""The Go runtime's own tests and lint, in the module where it is developed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.e2e.harness import run_go

RUNTIME = Path(__file__).parents[2] / "plugins" / "go" / "runtime"


def test_the_runtime_is_formatted_vetted_and_lints(lint_go: Callable[[Path], str]) -> None:
    assert lint_go(RUNTIME) == ""


def test_the_runtime_passes_its_tests_with_the_race_detector() -> None:
    said = run_go(RUNTIME, "test", "-race", "-short", "./...", CGO_ENABLED="1")
    packages = {line.split()[1] for line in said.splitlines() if line.startswith("ok ")}
    tested = {p.parent.relative_to(RUNTIME).as_posix() for p in RUNTIME.rglob("*_test.go")}
    assert packages == {f"petri/{folder}" for folder in tested}


def test_the_linters_find_a_planted_fault(lint_go: Callable[[Path], str], tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module fault\n\ngo 1.26.0\n")
    main = 'func unused() {}\n\nfunc main() {\nfmt.Printf("%d", "") }\n'
    (tmp_path / "main.go").write_text(f'package main\n\nimport "fmt"\n\n{main}')
    said = lint_go(tmp_path)
    assert "main.go\n" in said, "gofmt"
    assert "Printf format %d has arg" in said, "vet"
    assert "func unused is unused (U1000)" in said, "staticcheck"
