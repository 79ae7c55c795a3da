"""Which output paths are refused, and which exclude each other."""

from __future__ import annotations

from pathlib import PurePosixPath as P
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from petri_pilot.generate import generate
from petri_pilot.generate.paths import collisions, path_problem
from petri_pilot.plugins.api import Artifact, Emission, Ownership
from petri_pilot.program.ir import Program


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/etc/passwd", "is absolute"),
        ("", "is empty"),
        ("../a", "leaves the output folder"),
        ("a/../../b", "leaves the output folder"),
        ("a\\b", "holds a character that not every file system can hold"),
        ("C:/a", "holds a character that not every file system can hold"),
        ("a\nb", "holds a character that not every file system can hold"),
        ("a\x00b", "holds a character that not every file system can hold"),
        ("a*", "holds a character that not every file system can hold"),
        ("\ud800", "holds a character that not every file system can hold"),
        ("a/con", "holds 'con', a device name on Windows"),
        ("NUL.txt", "holds 'NUL.txt', a device name on Windows"),
        ("com1.tar.gz/b", "holds 'com1.tar.gz', a device name on Windows"),
        ("a./b", "holds 'a.', which ends in a dot or a space"),
        ("a ", "holds 'a ', which ends in a dot or a space"),
        (".petri/manifest.json", "lies in .petri, which is not an emitter's to write"),
        (".Git/config", "lies in .Git, which is not an emitter's to write"),
        ("é" * 128, "has a part of more than 255 bytes"),
    ],
)
def test_a_path_that_cannot_be_written_everywhere_is_refused(path: str, problem: str) -> None:
    assert path_problem(P(path)) == problem


@pytest.mark.parametrize(
    "path",
    ["a", "a/b.go", ".github/workflows/ci.yaml", "console/x", "company.go", "ünï/ç", ".gitignore"],
)
def test_ordinary_paths_are_fine(path: str) -> None:
    assert path_problem(P(path)) is None


@given(st.text())
def test_a_path_that_passes_stays_inside_the_folder(text: str) -> None:
    path = P(text)
    if path_problem(path) is None:
        assert not path.is_absolute()
        assert ".." not in path.parts
        assert "\\" not in text and "\x00" not in text


names = st.lists(st.sampled_from(["a", "A", "b"]), min_size=1, max_size=3).map(lambda p: P(*p))


@given(st.lists(names, max_size=6))
def test_there_is_a_collision_exactly_if_two_paths_exclude_each_other(paths: list[P]) -> None:
    def exclude(left: P, right: P) -> bool:
        one, two = (tuple(part.lower() for part in p.parts) for p in (left, right))
        short = min(len(one), len(two))
        return one[:short] == two[:short]

    expected = any(exclude(left, right) for i, left in enumerate(paths) for right in paths[i + 1 :])
    assert bool(collisions(paths)) == expected
    assert all(exclude(left, right) for left, right in collisions(paths))


def _refusals(program: Program, emitter: Any, *artifacts: Artifact) -> list[tuple[str, str]]:
    plan = generate(program, [emitter("x", Emission(artifacts))])
    assert plan.files == {}
    return [(d.code, d.message) for d in plan.diagnostics]


def test_an_emitter_that_plans_a_refused_path_is_named(program: Program, emitter: Any) -> None:
    assert _refusals(program, emitter, Artifact(P("../a"), text="")) == [
        ("core/path-refused", "'x' plans the file '../a', which leaves the output folder")
    ]


@pytest.mark.parametrize(
    ("artifact", "problem"),
    [
        (Artifact(P("a.json")), "has 0 of template, text and data; it needs exactly one"),
        (
            Artifact(P("a.json"), text="", data={}),
            "has 2 of template, text and data; it needs exactly one",
        ),
        (Artifact(P("a.json"), Ownership.DATA, text=""), "is owned as data but has none"),
        (
            Artifact(P("a.json"), text="", printer="p"),
            "names the printer 'p' but has no data",
        ),
        (
            Artifact(P("a.json"), text="", sections=("x:s",)),
            "lists sections but has no template",
        ),
        (Artifact(P("a.json"), text="\ud800"), "holds text that UTF-8 cannot encode"),
        (
            Artifact(P("a.cfg"), Ownership.DATA, data={}),
            "has data, no printer, and an ending that is neither JSON nor YAML",
        ),
        (
            Artifact(P("a.json"), template="t.j2"),
            "names the template 't.j2', but 'x' has no templates",
        ),
        (
            Artifact(P("a.json"), data={"a": float("nan")}),
            "is given data that holds a number that is not finite",
        ),
        (
            Artifact(P("a.json"), data={"a": {1: 2}}),
            "is given data that has a key that is not a string",
        ),
        (
            Artifact(P("a.json"), data={"a": [object()]}),
            "is given data that holds a object",
        ),
    ],
)
def test_an_artifact_that_contradicts_itself_is_refused(
    program: Program, emitter: Any, artifact: Artifact, problem: str
) -> None:
    found = _refusals(program, emitter, artifact)
    assert [code for code, _ in found] == ["core/artifact-refused"]
    assert problem in found[0][1]


def test_a_template_that_takes_the_reserved_name_is_refused(
    program: Program, emitter: Any, templates: Any
) -> None:
    artifact = Artifact(P("a.json"), template="t.j2", context={"petri_sections": 1})
    plan = generate(program, [emitter("x", Emission((artifact,)), templates=templates(t="{}"))])
    assert [d.code for d in plan.diagnostics] == ["core/artifact-refused"]


def test_a_printer_a_filter_and_a_formatter_that_raise_are_bugs_of_the_plugin(
    program: Program, emitter: Any, templates: Any
) -> None:
    def boom(*_: Any) -> str:
        raise ZeroDivisionError("boom")

    data = Artifact(P("a.cfg"), Ownership.DATA, data={}, printer="p")
    rendered = Artifact(P("b.json"), template="t.j2")
    cases = [
        emitter("x", Emission((data,)), own_printers={"p": boom}),
        emitter("x", Emission((data,)), own_printers={"p": lambda tree: 7}),
        emitter("x", Emission((data,))),
        emitter("x", Emission((rendered,)), templates=templates(t="{}"), filters=boom),
        emitter("x", Emission((rendered,)), templates=templates(t="{}"), format=boom),
        emitter("x", Emission((rendered,)), templates=templates(t="{}"), format_all=boom),
        emitter("x", Emission((rendered,)), templates=templates(t="{}"), format_all=lambda f: {}),
        emitter("x", lambda program, ctx: None),
    ]
    for case in cases:
        plan = generate(program, [case])
        assert [d.code for d in plan.diagnostics] == ["core/plugin-crashed"]
        assert plan.files == {}
