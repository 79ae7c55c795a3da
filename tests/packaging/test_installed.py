"""Wheels in a fresh environment do what the checkout does."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.packaging.distributions import ROOT, Environment, run, tree

EXAMPLES = sorted((ROOT / "examples").glob("*/model.*"))
PETRI = Path(sys.executable).with_name("petri")


def _environment(folder: Path, wheels: dict[str, Path], *plugins: str) -> Environment:
    return Environment(folder, [wheels[key] for key in ("core", *plugins)])


def _enabled(environment: Environment) -> list[str]:
    records = json.loads(environment.petri("plugins", "list", "--json"))
    return [record["name"] for record in records if record["status"] == "enabled"]


def test_core_alone_checks_simulates_draws_and_starts_projects(
    tmp_path: Path, wheels: dict[str, Path]
) -> None:
    environment = _environment(tmp_path, wheels)
    assert _enabled(environment) == ["core"]
    environment.petri("new", "shop")
    model = tmp_path / "shop" / "model.json"
    environment.petri("validate", model)
    assert environment.petri("simulate", model, "--random", "3")
    assert environment.petri("visualize", model).startswith("<svg")
    assert json.loads(environment.petri("schema"))["$schema"]


@pytest.mark.parametrize(
    ("plugins", "examples"),
    [(("go",), EXAMPLES[:1]), (("go", "openapi"), EXAMPLES)],
    ids=["go", "go and openapi"],
)
def test_the_installed_target_prints_what_the_checkout_prints(
    tmp_path: Path, wheels: dict[str, Path], plugins: tuple[str, ...], examples: list[Path]
) -> None:
    environment = _environment(tmp_path, wheels, *plugins)
    assert _enabled(environment) == ["core", *plugins]
    extensions = [part for name in plugins[1:] for part in ("--with", name)]
    for model in examples:
        name = model.parent.name
        options = ("codegen", model, "--target", "go", *extensions, "--out")
        environment.petri(*options, tmp_path / "installed" / name)
        run(PETRI, *options, tmp_path / "checkout" / name, cwd=tmp_path)
    installed = tree(tmp_path / "installed")
    assert {f"{m.parent.name}/main.go" for m in examples} <= set(installed)
    assert installed == tree(tmp_path / "checkout")


def test_openapi_alone_prints_the_document_that_the_checkout_prints(
    tmp_path: Path, wheels: dict[str, Path]
) -> None:
    environment = _environment(tmp_path, wheels, "openapi")
    assert _enabled(environment) == ["core", "openapi"]
    for model in EXAMPLES:
        options = ("codegen", model, "--api-only", "--out", "-")
        assert environment.petri(*options) == run(PETRI, *options, cwd=tmp_path)
