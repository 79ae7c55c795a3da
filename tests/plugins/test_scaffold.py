"""What `petri new` makes is sound: it lints, types, installs, is listed and passes its tests."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

import pytest
from petri_pilot.generate.scaffold import new_model, new_plugin
from petri_pilot.plugins.settings import read_settings
from petri_pilot.program import resolve

from tests.packaging.distributions import ROOT, Environment, build, run


def _plugin(name: str, out: Path) -> Path:
    made, diagnostics = new_plugin(name, out)
    assert made is not None and diagnostics == []
    return made


def test_a_plugin_gets_the_skeleton_and_no_trace_of_the_template(tmp_path: Path) -> None:
    made = _plugin("rust-doc", tmp_path)
    assert made == tmp_path / "petri-pilot-rust-doc"
    assert list(tmp_path.iterdir()) == [made]
    files = [p for p in made.rglob("*") if p.is_file()]
    assert {p.relative_to(made).as_posix() for p in files} == {
        "README.md",
        "pyproject.toml",
        "src/petri_pilot_rust_doc/__init__.py",
        "src/petri_pilot_rust_doc/emitter.py",
        "src/petri_pilot_rust_doc/outputs.py",
        "src/petri_pilot_rust_doc/plugin.py",
        "src/petri_pilot_rust_doc/py.typed",
        "src/petri_pilot_rust_doc/sections.py",
        "src/petri_pilot_rust_doc/templates/notes.md.j2",
        "src/petri_pilot_rust_doc/templates/outline.md.j2",
        "tests/test_plugin.py",
    }
    assert not any("cookiecutter" in p.read_text() for p in files)
    project = tomllib.loads((made / "pyproject.toml").read_text())["project"]
    assert project["entry-points"]["petri_pilot.plugins"] == {
        "rust-doc": "petri_pilot_rust_doc.plugin"
    }


@pytest.mark.parametrize("name", ["rust-doc", "a", "x2-y3-zz"])
def test_a_plugin_is_clean_for_ruff_and_mypy(tmp_path: Path, name: str) -> None:
    made = _plugin(name, tmp_path)
    run(sys.executable, "-m", "ruff", "check", "--no-cache", ".", cwd=made)
    if name == "rust-doc":
        run(sys.executable, "-m", "ruff", "format", "--no-cache", "--check", ".", cwd=made)
        run(sys.executable, "-m", "mypy", "--cache-dir", tmp_path / "c", "src", "tests", cwd=made)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "My",
        "a_b",
        "-a",
        "a-",
        "a--b",
        "1a",
        "a/b",
        "../a",
        "class",
        "core",
        "block",
        "é",
        "a" * 41,
    ],
)
def test_a_name_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    for make in (new_plugin, new_model):
        made, diagnostics = make(name, tmp_path)
        assert made is None
        assert [d.code for d in diagnostics] == ["core/new-name-refused"]
    assert list(tmp_path.iterdir()) == []


def test_a_long_name_is_answered_with_the_short_one(tmp_path: Path) -> None:
    _, (found,) = new_plugin("petri-pilot-rust", tmp_path)
    assert "give the short name 'rust'" in found.message


def test_nothing_that_exists_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "shop").write_text("mine")
    made, diagnostics = new_model("shop", tmp_path)
    assert made is None and [d.code for d in diagnostics] == ["core/new-folder-taken"]
    made, diagnostics = new_model("other", tmp_path / "shop")
    assert made is None and [d.code for d in diagnostics] == ["core/new-folder-taken"]
    assert (tmp_path / "shop").read_text() == "mine"


def test_a_new_model_resolves_and_its_settings_are_read(tmp_path: Path) -> None:
    made, diagnostics = new_model("coffee-shop", tmp_path)
    assert made is not None and diagnostics == []
    resolution = resolve(json.loads((made / "model.json").read_text()), "model.json")
    assert resolution.diagnostics == ()
    assert resolution.program is not None and resolution.program.slug == "coffee-shop"
    settings, problems = read_settings(made / "petri.toml")
    assert problems == []
    assert settings.targets == ("go",) and settings.out == str(made / "app")
    assert settings.options == {"go": {"module": "example.com/coffee-shop"}}
    assert "coffee-shop" in (made / "README.md").read_text()


def test_a_new_plugin_works_in_a_fresh_environment_beside_core_alone(tmp_path: Path) -> None:
    made = _plugin("rust-doc", tmp_path)
    wheels = tmp_path / "wheels"
    for source in (ROOT / "core", made):
        build(source, wheels, "--wheel")
    environment = Environment(tmp_path, wheels.iterdir())

    listed = json.loads(environment.petri("plugins", "list", "--json"))
    assert [(r["name"], r["status"]) for r in listed] == [
        ("core", "enabled"),
        ("rust-doc", "enabled"),
    ]
    environment.petri("new", "shop")
    model = tmp_path / "shop" / "model.json"
    (tmp_path / "shop" / "petri.toml").unlink()
    environment.petri("codegen", model, "--target", "rust-doc", "-o", tmp_path / "out")
    assert "transition accept" in (tmp_path / "out" / "rust-doc" / "outline.md").read_text()
    environment.petri("new", "plugin", "another")
    assert (tmp_path / "petri-pilot-another" / "pyproject.toml").exists()
    run(environment.bin / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=made)
