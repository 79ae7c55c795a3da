"""Every kind of this package explains itself, and its Example produces it."""

from __future__ import annotations

import inspect
import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from petri_pilot.diagnostics import Kind
from petri_pilot.diagnostics.catalogue import HEADINGS, example
from petri_pilot.formats import builtin_formats, convert, read_model
from petri_pilot.formats.kinds import json, pflow, source, translation, yaml
from petri_pilot.plugins.api import Format

from .samples import FORMATS, codes, read

KINDS = sorted(
    (
        kind
        for module in (json, yaml, pflow, source, translation)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Kind) and kind.__module__ == module.__name__
    ),
    key=lambda kind: kind.code,
)


def _examples() -> list[tuple[type[Kind], str, str]]:
    return [(kind, *(example(kind) or ("", ""))) for kind in KINDS]


def test_there_are_kinds_and_their_codes_are_unique() -> None:
    assert len(KINDS) > 20
    assert len({kind.code for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_kind_has_all_headings(kind: type[Kind]) -> None:
    doc = inspect.cleandoc(kind.__doc__ or "")
    places = [doc.find(f"\n{heading}\n") for heading in HEADINGS]
    assert all(place > 0 for place in places)
    assert places == sorted(places)
    assert kind.code.startswith("core/")


READ = [e for e in _examples() if e[1] in FORMATS]
WRITTEN = [e for e in _examples() if " --to " in e[1]]
CONSOLE = [e for e in _examples() if e[1] == "console"]


def test_every_example_is_tried() -> None:
    assert len(READ) + len(WRITTEN) + len(CONSOLE) == len(KINDS)


@pytest.mark.parametrize(("kind", "language", "text"), READ, ids=lambda v: getattr(v, "code", ""))
def test_reading_the_example_gives_the_diagnostic(
    kind: type[Kind], language: str, text: str
) -> None:
    assert kind.code in codes(read(language, text))


@pytest.mark.parametrize(("kind", "fence", "text"), WRITTEN, ids=lambda v: getattr(v, "code", ""))
def test_writing_the_example_gives_the_diagnostic(kind: type[Kind], fence: str, text: str) -> None:
    language, to = fence.split(" --to ")
    document = read(language, text).document
    assert document is not None
    assert kind.code in [d.code for d in convert(document, to).diagnostics]


@pytest.mark.parametrize(("kind", "_", "text"), CONSOLE, ids=lambda v: getattr(v, "code", ""))
def test_running_the_example_gives_the_diagnostic(
    kind: type[Kind], _: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = text.removeprefix("$ ").split("#")[0]
    producer, _, consumer = command.rpartition("|")
    words = shlex.split(consumer)
    assert words[:2] == ["petri", "validate"]
    monkeypatch.chdir(tmp_path)
    if producer:
        data = subprocess.run(["bash", "-c", producer], capture_output=True, check=True).stdout
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    Path("model.json").write_text('{"name": "n", "places": []}', encoding="utf-8")
    named = words[words.index("--from") + 1] if "--from" in words else None
    formats: list[Format] = list(builtin_formats())
    if "two plugins" in text:
        formats += [f for f in formats if f.name == "json"]
    assert codes(read_model(words[2], formats, named)) == [kind.code]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_template_uses_exactly_its_parameters(kind: type[Kind]) -> None:
    used = set(re.findall(r"\{(\w+)", kind.template))
    assert used == set(inspect.signature(kind).parameters)
