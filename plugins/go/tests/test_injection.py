"""Names and texts of a model cannot become code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from petri_pilot_go.names import KEYWORDS, PREDECLARED

from .support import files_of, succeed, unformatted, workspace, write_files

EVIL = (
    "\"quote\" \\ */ /* // `tick` ``two`` ''x'' {{ jinja }} {% raw %} ${x} %s\n- list\n# head\n"
    "//go:embed x\npackage main\u2028\u202e </script> ; DROP TABLE x"
)


def hostile() -> dict[str, Any]:
    """Evil text wherever a model holds text."""
    return {
        "name": 'evil "name" `x` */ ${y} {{ z }}',
        "description": EVIL,
        "places": [
            {"id": "a", "initial": 1, "description": EVIL},
            {
                "id": "note",
                "kind": "data",
                "type": "string",
                "initial_value": EVIL,
                "description": EVIL,
            },
            {"id": "kind", "kind": "data", "type": "enum(x, y)"},
        ],
        "transitions": [
            {
                "id": "t",
                "description": EVIL,
                "guard": "note != '\"); panic(1); //' && word != '`' && \"%s\\n\\\\\" != word",
                "bindings": [
                    {
                        "name": "word",
                        "description": EVIL,
                        "validation": {"pattern": '^[`"\\\\]*x?.*$', "message": EVIL, "max": 5000},
                    },
                    {"name": "later", "default": EVIL},
                ],
            }
        ],
        "arcs": [{"from": "a", "to": "t"}, {"from": "t", "to": "note", "value": "later"}],
        "constraints": [{"id": "c", "expr": "note != '*/'", "description": EVIL}],
    }


OWN = (
    "Marking State Data Place Input Event places transitions commands newData readData initial"
    " routes Routes Serve e s in event call check w r value workflow aggregate NewModel JSON json"
    " placeCount"
)
"""Names of the generated code itself."""


def reserved() -> dict[str, Any]:
    """Go's own words, and names of the generated code, as ids."""
    words = sorted(KEYWORDS | PREDECLARED | set(OWN.split()) - {"true", "false"})
    words = [w for w in words if w not in ("true", "false", "now", "len", "min", "max", "create")]
    return {
        "name": "reserved",
        "places": [
            *({"id": f"p-{w}", "initial": 1} for w in words),
            *({"id": f"d_{w}", "kind": "data", "type": "int"} for w in words),
        ],
        "transitions": [
            {"id": w, "bindings": [{"name": w, "type": "int"}], "guard": f"{w} > 1"} for w in words
        ],
        "arcs": [
            arc
            for w in words
            for arc in ({"from": f"p-{w}", "to": w}, {"from": w, "to": f"d_{w}", "value": w})
        ],
    }


def alike() -> dict[str, Any]:
    """Ids that are one Go name."""
    ids = ["a_b", "aB", "AB", "a__b", "_a_b", "ab", "a1", "a_1", "a2", "_", "__", "_1", "id"]
    return {
        "name": "alike",
        "places": [{"id": f"p{i}", "initial": 1} for i in ids],
        "transitions": [
            {"id": f"t{i}", "event": f"e{i}", "bindings": [{"name": "n", "type": "int"}]}
            for i in ids
        ],
        "arcs": [{"from": f"p{i}", "to": f"t{i}"} for i in ids],
    }


CASES = {"hostile": hostile, "reserved": reserved, "alike": alike}


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("injection")
    for name, document in CASES.items():
        write_files(folder / name, files_of(document(), module=f"example.org/{name}"))
    workspace(folder, CASES)
    return folder


def test_gofmt_leaves_the_files_as_they_are(projects: Path) -> None:
    assert unformatted(projects) == ""


def test_they_compile_and_conform(projects: Path) -> None:
    packages = [f"./{name}" for name in CASES]
    succeed(projects, "vet", *packages)
    succeed(projects, "test", "-count=1", *packages)


def test_the_text_stays_in_comments_and_strings(projects: Path) -> None:
    text = (projects / "hostile" / "commands.go").read_text("utf-8")
    assert "DROP TABLE x" in text
    assert "\\u202e" in text
    assert "\u202e" not in text


def test_a_module_path_that_go_refuses_is_refused() -> None:
    with pytest.raises(AssertionError, match="go/bad-module-path"):
        files_of(alike(), module="my app")
