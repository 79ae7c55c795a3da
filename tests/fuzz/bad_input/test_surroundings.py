"""Standard streams, environment, current folder, settings and names that are bad."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.fuzz.bad_input.process import codegen, petri, shell, write_model

_COMMANDS = (
    "validate model.json",
    "schema",
    "--help",
    "codegen model.json --target go -o app",
    "diff model.json model.json",
    "simulate model.json --random 5",
    "visualize model.json",
    "convert model.json --to yaml",
    "explain",
    "plugins list",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_model(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", _COMMANDS)
def test_a_full_disk_behind_standard_output_is_told(folder: Path, command: str) -> None:
    result = shell(f"petri {command} > /dev/full", folder)
    assert result.status == 1
    assert "No space left on device" in result.err


@pytest.mark.parametrize("command", _COMMANDS[:4])
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_change_no_result(folder: Path, command: str, closed: str) -> None:
    assert shell(f"petri {command} {closed}", folder).status == 0


@pytest.mark.parametrize("command", _COMMANDS)
def test_a_reader_that_leaves_early_is_no_error(folder: Path, command: str) -> None:
    result = shell(f"set -o pipefail; petri {command} | true", folder)
    assert result.status == 0


def test_standard_input_that_is_closed_or_empty_is_an_empty_model(folder: Path) -> None:
    for script in ("petri validate - <&-", "petri validate - </dev/null"):
        result = shell(script, folder)
        assert result.status == 1
        assert "core/empty-file" in result.err


@pytest.mark.parametrize("command", ["validate ../model.json", "schema", "new thing"])
def test_a_current_folder_that_is_gone_is_told_or_does_not_matter(
    folder: Path, command: str
) -> None:
    result = shell(f"mkdir gone && cd gone && rmdir ../gone && petri {command}", folder)
    assert result.status in (0, 1)
    if result.status:
        assert result.err


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        {"HOME": "/nonexistent", "TMPDIR": "/nonexistent", "LANG": "tlh_QO.KOI8"},
    ],
)
def test_neither_home_nor_locale_matters(folder: Path, environment: dict[str, str]) -> None:
    document = {"name": "caf\u00e9", "places": [{"id": "\u2603"}]}
    assert codegen(folder, env=environment).status == 0
    assert codegen(folder, "app", "--check").status == 0
    write_model(folder, document)
    assert petri("validate", "model.json", cwd=folder, env=environment).status == 1


def test_names_that_are_not_utf_8_work(folder: Path) -> None:
    (folder / "model.json").rename(os.fsdecode(os.fsencode(folder) + b"/mod\xffel.json"))
    model = b"mod\xffel.json"
    assert petri("validate", model, cwd=folder).status == 0
    assert petri("validate", "--format", "json", model, cwd=folder).status == 0
    assert petri("codegen", model, "--target", "go", "-o", b"o\xffut", cwd=folder).status == 0
    assert petri("visualize", model, "-o", b"x\xff.svg", cwd=folder).status == 0


@pytest.mark.parametrize(
    "text",
    [
        b"[",
        b"\xff",
        b"x = 1",
        b"[generate]\ntargets = 5",
        b'[generate]\ntargets = ["nope"]',
        b"[generate]\nout = 3",
        b'[plugins]\nblock = "x"',
        b"[generate.options.go]\nmodule = []",
        b"[generate]\n" + b"a." * 5000 + b"b = 1",
        b"a = " + b"[" * 10_000,
        b"\x00",
    ],
)
def test_hostile_settings_are_refused(folder: Path, text: bytes) -> None:
    (folder / "petri.toml").write_bytes(text)
    result = petri("codegen", "model.json", "-o", "app", cwd=folder)
    assert result.status == 1
    assert result.err
    assert not (folder / "app").exists()


@pytest.mark.parametrize("module", ["../../x", 'a"b', "a b", "x\ny", "/abs", "a//b", "."])
def test_a_hostile_module_path_is_refused_with_one_error(folder: Path, module: str) -> None:
    result = codegen(folder, "app", "--set", f"go.module={module}")
    assert result.status == 1
    assert result.err.count("error[") == 1
    assert "go/bad-module-path" in result.err


@pytest.mark.parametrize("name", ["../evil", "a b", "", "n\nx", "x" * 300, b"b\xffd", "/abs", "-x"])
def test_a_new_project_with_a_hostile_name_is_refused(folder: Path, name: str | bytes) -> None:
    before = sorted(folder.iterdir())
    result = petri("new", name, cwd=folder)
    assert result.status in (1, 2)
    assert sorted(folder.iterdir()) == before
