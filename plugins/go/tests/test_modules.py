"""go.mod and go.sum are what the go command itself would write."""

from __future__ import annotations

from pathlib import Path

import pytest
from petri_pilot_go.modules import print_go_mod, print_go_sum, requirement

from .support import files_of, succeed, write_files

MODEL = {"name": "modules", "places": [], "transitions": [{"id": "tick"}]}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("modules")
    write_files(folder, files_of(MODEL, module="example.org/modules"))
    return folder


def test_every_required_module_is_needed_and_every_needed_one_required(project: Path) -> None:
    template = "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}"
    used = set(succeed(project, "list", "-deps", "-test", "-f", template, "./...").split("\n"))
    lines = (project / "go.mod").read_text("utf-8").split("\n")
    required = {
        line.strip().removesuffix(" // indirect").removeprefix("require ")
        for line in lines
        if " v" in line
    }
    assert used - {""} <= required


def test_the_module_graph_verifies_without_a_network(project: Path) -> None:
    succeed(project, "build", "-o", str(project / "app"), ".")
    graph = succeed(project, "list", "-m", "all")
    assert graph.startswith("example.org/modules\n")


def test_direct_and_indirect_requirements_are_printed_as_go_does() -> None:
    tree = {
        "module": "example.org/m",
        "go": "1.26.0",
        "require": {"b.org/x": "v1.0.0", "a.org/x": "v2.0.0"},
        "indirect": {"c.org/x": "v0.1.0", "a.org/x": "v2.0.0"},
    }
    assert print_go_mod(tree).split("\n")[1:] == [
        "module example.org/m",
        "",
        "go 1.26.0",
        "",
        "require (",
        "\ta.org/x v2.0.0",
        "\tb.org/x v1.0.0",
        ")",
        "",
        "require c.org/x v0.1.0 // indirect",
        "",
    ]


def test_a_requirement_patches_both_files() -> None:
    mod, sums = requirement("a.org/x", "v1.0.0", {"a.org/x v1.0.0": "h1:x="})
    assert mod.value == {"require": {"a.org/x": "v1.0.0"}}
    assert print_go_sum(sums.value) == "a.org/x v1.0.0 h1:x=\n"
