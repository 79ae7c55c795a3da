"""The plugin is installed, listed, and writes its files."""

from __future__ import annotations

from pathlib import Path

import pytest
from petri_pilot.generate import generate, write
from petri_pilot.plugins.loader import load_plugins
from petri_pilot.program import resolve
from petri_pilot.program.ir import Program

from petri_pilot_{{ cookiecutter.module }}.emitter import {{ cookiecutter.class_name }}Emitter, markdown
from petri_pilot_{{ cookiecutter.module }}.outputs import NOTES, OUTLINE


@pytest.fixture
def program() -> Program:
    document = {
        "name": "door",
        "places": [{"id": "closed", "initial": 1}, {"id": "open"}],
        "transitions": [{"id": "push"}],
        "arcs": [{"from": "closed", "to": "push"}, {"from": "push", "to": "open"}],
    }
    resolution = resolve(document, "door.json")
    assert resolution.program is not None
    return resolution.program


def test_the_plugin_is_installed() -> None:
    records = {record.name: record for record in load_plugins().records}
    assert records["{{ cookiecutter.name }}"].status == "enabled"
    assert [e.name for e in records["{{ cookiecutter.name }}"].emitters] == ["{{ cookiecutter.name }}"]


def test_it_writes_an_outline_and_notes(program: Program, tmp_path: Path) -> None:
    plan = generate(program, [{{ cookiecutter.class_name }}Emitter()])
    assert plan.diagnostics == ()
    assert write(plan, tmp_path).ok
    outline = (tmp_path / OUTLINE).read_text(encoding="utf-8")
    assert "- place closed: 1 at the start\n" in outline
    assert "- transition push\n" in outline
    assert (tmp_path / NOTES).exists()


def test_the_title_is_an_option(program: Program) -> None:
    options = {"{{ cookiecutter.name }}": {"title": "Doors"}}
    plan = generate(program, [{{ cookiecutter.class_name }}Emitter()], options)
    assert "# Doors\n" in plan.files[OUTLINE].text


def test_a_name_cannot_escape_into_markdown() -> None:
    assert markdown("a *b*\n# c") == "a \\*b\\* \\# c"
