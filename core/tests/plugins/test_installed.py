"""Which distributions are found, and how their entry points are read."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import importlib_metadata
import pytest
from petri_pilot.plugins.entry_points import entry_points
from petri_pilot.plugins.installed import installed

GROUP = "petri_pilot.plugins"


def _distribution(folder: Path, name: str) -> None:
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Name: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {name}.plugin\n")


def _found() -> list[str]:
    texts = [d.read_text("entry_points.txt") for d in installed()]
    return [point.name for text in texts if text for point in entry_points(text, GROUP)]


def test_what_importlib_metadata_finds_here_is_found() -> None:
    def names(texts: list[str | None]) -> list[str]:
        heads = [text.partition("\n\n")[0] for text in texts if text]
        lines = [line for head in heads for line in head.splitlines()]
        return sorted(line for line in lines if line.startswith("Name:"))

    theirs = names([d.read_text("METADATA") for d in importlib_metadata.distributions()])
    assert names([d.read_text("METADATA") for d in installed()]) == theirs
    assert len(theirs) > 5


def test_folders_archives_and_what_is_missing_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _distribution(tmp_path / "folder", "one")
    _distribution(tmp_path / "zipped", "two")
    archive = tmp_path / "archive.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in (tmp_path / "zipped").rglob("*.*"):
            packed.write(file, file.relative_to(tmp_path / "zipped"))
    path = [str(tmp_path / "missing"), str(archive), str(tmp_path / "folder")]
    monkeypatch.setattr(sys, "path", path)
    assert _found() == ["two", "one"]


def test_an_importer_with_distributions_of_its_own_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _distribution(tmp_path, "hidden")

    class Importer(importlib_metadata.DistributionFinder):
        def find_distributions(self, context: object = None) -> object:  # type: ignore[override]
            where = importlib_metadata.DistributionFinder.Context(path=[str(tmp_path)])  # type: ignore[no-untyped-call]
            return importlib_metadata.MetadataPathFinder.find_distributions(where)

        def find_spec(self, *_: object) -> None:
            return None

    monkeypatch.setattr(sys, "path", [])
    assert _found() == []
    monkeypatch.setattr(sys, "meta_path", [Importer()])
    assert _found() == ["hidden"]


def test_only_the_group_is_read_and_extras_are_left_out() -> None:
    text = "# by hand\n[console_scripts]\nx = y:z\n[ g ]\na=b.c\nd = e.f : g.h [extra]\n\n[i]\nj=k"
    points = entry_points(text, "g")
    assert [(p.name, p.package) for p in points] == [("a", "b"), ("d", "e")]


def test_an_entry_point_loads_a_module_or_an_attribute() -> None:
    module, attribute = entry_points("[g]\nm = pathlib\na = pathlib : Path.home", "g")
    assert module.load() is sys.modules["pathlib"]
    assert attribute.load() == Path.home


@pytest.mark.parametrize("line", ["no equals sign", "= reference", "name =", "name = [extra]"])
def test_a_line_that_is_no_entry_point_is_refused_in_our_group_only(line: str) -> None:
    assert entry_points(f"[other]\n{line}", "g") == []
    with pytest.raises(ValueError, match="is no entry point"):
        entry_points(f"[g]\n{line}", "g")
