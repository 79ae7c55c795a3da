"""Folders that cannot be generated into: nothing is lost and nothing is half written."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest

from tests.fuzz.bad_input.process import codegen, petri, snapshot, write_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_model(tmp_path)
    return tmp_path


@pytest.fixture
def unwritable(tmp_path: Path) -> Path:
    """A folder in which nobody, not even the superuser, can make one."""
    if os.geteuid() == 0:
        return Path("/proc/self")
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    return folder


def test_a_file_as_output_folder_stays_as_it_was(folder: Path) -> None:
    before = snapshot(folder)
    for out in ("model.json", "model.json/deeper"):
        result = codegen(folder, out)
        assert result.status == 1
        assert "core/folder-refused" in result.err
    assert snapshot(folder) == before


def test_a_folder_without_permission_is_told(folder: Path, unwritable: Path) -> None:
    result = codegen(folder, str(unwritable / "app"))
    assert result.status == 1
    assert "core/write-failed" in result.err


@pytest.mark.parametrize("target", ["nowhere", "loop"])
def test_a_link_to_nothing_is_told_and_stays(folder: Path, target: str) -> None:
    (folder / "loop").symlink_to(target)
    assert codegen(folder, "loop").status == 1
    assert (folder / "loop").is_symlink()


def test_a_link_to_a_folder_is_followed(folder: Path) -> None:
    (folder / "real").mkdir()
    (folder / "link").symlink_to("real")
    assert codegen(folder, "link").status == 0
    assert (folder / "real" / "main.go").is_file()


def test_a_path_that_is_too_long_is_told(folder: Path) -> None:
    assert codegen(folder, "x" * 5000).status == 1


def test_the_users_own_files_are_never_overwritten(folder: Path) -> None:
    own = folder / "app"
    own.mkdir()
    (own / "main.go").write_text("mine", "utf-8")
    (own / "notes.txt").write_text("mine too", "utf-8")
    before = snapshot(own)
    for more in ((), ("--force",)):
        result = codegen(folder, "app", *more)
        assert result.status == 1
        assert "core/file-not-ours" in result.err
        assert snapshot(own) == before


def test_an_edited_file_is_kept_until_forced(folder: Path) -> None:
    assert codegen(folder).status == 0
    clean = snapshot(folder / "app")
    edited = folder / "app" / "server.go"
    edited.write_text(edited.read_text("utf-8") + "// mine\n", "utf-8")
    (folder / "app" / "own.txt").write_text("mine", "utf-8")
    before = snapshot(folder / "app")
    result = codegen(folder)
    assert result.status == 1
    assert "core/hand-edited" in result.err
    assert snapshot(folder / "app") == before
    assert codegen(folder, "app", "--check").status == 1
    assert snapshot(folder / "app") == before
    assert codegen(folder, "app", "--force").status == 0
    assert snapshot(folder / "app") == {**clean, "own.txt": b"mine"}


@pytest.mark.parametrize("limit", [0, 100, 5_000])
def test_a_disk_that_fills_up_leaves_everything_as_it_was(folder: Path, limit: int) -> None:
    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    assert codegen(folder, "old").status == 0
    (folder / "old" / "api.go").unlink()
    old = snapshot(folder / "old")
    for out in ("new", "old"):
        result = codegen(folder, out, "--set", "go.module=other", preexec_fn=fill)
        assert result.status == 1
        assert "core/write-failed" in result.err
    assert not (folder / "new").exists()
    assert snapshot(folder / "old") == old
    assert codegen(folder, "old").status == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"format": 99}',
        '{"format": 1, "files": [{"path": "../../model.json"}]}',
        '{"format": 1, "files": 3}',
        "\ud800",
    ],
)
def test_a_hostile_manifest_is_refused_and_nothing_is_touched(folder: Path, text: str) -> None:
    assert codegen(folder).status == 0
    manifest = folder / "app" / ".petri" / "manifest.json"
    manifest.write_text(text, "utf-8", "surrogatepass")
    before = snapshot(folder)
    for more in ((), ("--force",), ("--check",), ("--dry-run",)):
        result = codegen(folder, "app", *more)
        assert result.status == 1
        assert "core/manifest-broken" in result.err
    assert snapshot(folder) == before


def test_a_file_or_link_in_place_of_the_records_is_told(folder: Path) -> None:
    (folder / "app").mkdir()
    (folder / "app" / ".petri").write_text("x", "utf-8")
    assert codegen(folder).status == 1
    (folder / "app" / ".petri").unlink()
    (folder / "elsewhere").mkdir()
    (folder / "app" / ".petri").symlink_to("../elsewhere")
    result = codegen(folder)
    assert result.status == 1
    assert "core/path-through-link" in result.err
    assert not list((folder / "elsewhere").iterdir())


def test_a_result_that_cannot_be_written_is_told(folder: Path, unwritable: Path) -> None:
    for command in (("visualize", "model.json"), ("convert", "model.json", "--to", "yaml")):
        result = petri(*command, "-o", str(unwritable / "x"), cwd=folder)
        assert result.status == 1
        assert "cannot write" in result.err
