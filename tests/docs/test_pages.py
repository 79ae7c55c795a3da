"""What the documentation says is true: links, commands, generated parts."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.docs.demo import bash
from tests.docs.pages import PAGES, anchors, blocks, links
from tests.packaging.distributions import ROOT, run

README = ROOT / "README.md"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_the_generated_parts_of_docs_are_up_to_date(tmp_path: Path) -> None:
    run(ROOT / "scripts" / "docs", tmp_path, cwd=tmp_path)
    for path in (p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file()):
        assert (ROOT / "docs" / path).read_text() == (tmp_path / path).read_text(), (
            f"docs/{path} is out of date; run scripts/docs"
        )
    assert (tmp_path / "cli.md").exists()


def test_the_scripts_that_are_named_exist_and_can_be_run() -> None:
    named = {name for page in PAGES for name in re.findall(r"\bscripts/\w+", page.read_text())}
    assert {"scripts/demo", "scripts/test", "scripts/setup"} <= named
    for name in named:
        assert os.access(ROOT / name, os.X_OK), name


def test_the_readmes_layout_is_that_of_the_repository() -> None:
    section = README.read_text().split("\n## Layout\n", 1)[1]
    folders = re.findall(r"^\| `([\w/]+)` \|", section, re.MULTILINE)
    assert len(folders) > 4
    for folder in folders:
        assert (ROOT / folder).is_dir(), folder
    for plugin in (ROOT / "plugins").iterdir():
        assert not plugin.is_dir() or f"plugins/{plugin.name}" in folders


def test_the_readmes_day_works_as_it_is_written(tmp_path: Path) -> None:
    (day,) = blocks(README, "Day to day")
    said = bash(day, tmp_path)
    assert (tmp_path / "shop" / "model.svg").read_text().startswith("<svg")
    assert re.search(r"^ok\s+example.com/shop\b", said, re.MULTILINE)
    assert (tmp_path / "shop" / "app" / "shop").exists()
    assert said.endswith("Same behaviour.\n")


def test_the_commands_in_the_examples_readme_work_and_name_every_example(tmp_path: Path) -> None:
    page = ROOT / "examples" / "README.md"
    script = "\n".join(re.findall(r"^    (.*)$", page.read_text(), re.MULTILINE))
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    bash(script, tmp_path)
    assert (tmp_path / "out" / "support-ticket" / "main.go").exists()
    named = {Path(link).parent.name for link in links(page)}
    assert named == {p.name for p in (ROOT / "examples").iterdir() if p.is_dir()}


def test_the_commands_in_the_plugins_readmes_work(tmp_path: Path) -> None:
    bash("petri new shop && cp shop/model.json .", tmp_path)
    core, go, openapi = (
        "\n".join(re.findall(r"^    (.*)$", (ROOT / page).read_text(), re.MULTILINE))
        for page in ("core/README.md", "plugins/go/README.md", "plugins/openapi/README.md")
    )
    bash(core, tmp_path / "shop")
    bash(openapi, tmp_path)
    assert "\nopenapi: 3.1" in (tmp_path / "openapi.yaml").read_text()
    bash(go.replace("&& go run .", "&& go build ."), tmp_path)
    assert (tmp_path / "app" / "shop").exists()
