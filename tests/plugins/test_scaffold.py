"""What `petri new` makes is sound: it lints, types, installs, is listed and passes its tests."""

from __future__ import annotations

import json
import os
import site
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

import pytest
from petri_pilot.generate.scaffold import new_model, new_plugin
from petri_pilot.plugins.settings import read_settings
from petri_pilot.program import resolve

ROOT = Path(__file__).parents[2]
OURS = ("petri_pilot", "_editable_impl_petri", "__editable__")


def _run(*command: str | Path, cwd: Path, **environ: str) -> str:
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


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
    _run(sys.executable, "-m", "ruff", "check", "--no-cache", ".", cwd=made)
    if name == "rust-doc":
        _run(sys.executable, "-m", "ruff", "format", "--no-cache", "--check", ".", cwd=made)
        _run(sys.executable, "-m", "mypy", "--cache-dir", tmp_path / "c", "src", "tests", cwd=made)


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


def _dependencies(folder: Path) -> None:
    """What this environment has beside our own distributions, as links to its packages."""
    folder.mkdir()
    for packages in {sysconfig.get_path("purelib"), *site.getsitepackages()}:
        for entry in Path(packages).iterdir():
            ours = entry.name.startswith(OURS) or entry.suffix == ".pth"
            if not ours and not (folder / entry.name).exists():
                (folder / entry.name).symlink_to(entry)


def test_a_new_plugin_works_in_a_fresh_environment_beside_core_alone(tmp_path: Path) -> None:
    made = _plugin("rust-doc", tmp_path)
    wheels = tmp_path / "wheels"
    for source in (ROOT / "core", made):
        _run(
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"),
            *("--no-build-isolation", "--no-index", "--wheel-dir", wheels, source),
            cwd=tmp_path,
        )
    venv.create(tmp_path / "venv", with_pip=True)
    bin_ = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = bin_ / "python"
    _run(
        python,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        *wheels.iterdir(),
        cwd=tmp_path,
    )
    _dependencies(tmp_path / "deps")
    purelib = _run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path
    )
    (Path(purelib.strip()) / "dependencies.pth").write_text(str(tmp_path / "deps"))

    listed = json.loads(_run(bin_ / "petri", "plugins", "list", "--json", cwd=tmp_path))
    assert [(r["name"], r["status"]) for r in listed] == [
        ("core", "enabled"),
        ("rust-doc", "enabled"),
    ]
    _run(bin_ / "petri", "new", "shop", cwd=tmp_path)
    model = tmp_path / "shop" / "model.json"
    (tmp_path / "shop" / "petri.toml").unlink()
    _run(
        bin_ / "petri",
        "codegen",
        model,
        "--target",
        "rust-doc",
        "-o",
        tmp_path / "out",
        cwd=tmp_path,
    )
    assert "transition accept" in (tmp_path / "out" / "rust-doc" / "outline.md").read_text()
    _run(bin_ / "petri", "new", "plugin", "another", cwd=tmp_path)
    assert (tmp_path / "petri-pilot-another" / "pyproject.toml").exists()
    _run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=made)
