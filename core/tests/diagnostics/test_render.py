"""Diagnostics as text, JSON and SARIF."""

from __future__ import annotations

import json

from petri_pilot.diagnostics import Diagnostic, Fix, Kind, Origin, Severity
from petri_pilot.diagnostics.render import render_json, render_sarif, render_text

SOURCE = '{\n  "guard": "total > 0 & x"\n}\n'


class Wrong(Kind):
    """Something is wrong."""

    code = "test/wrong"
    template = "{what} is wrong"
    what: str


class Odd(Kind):
    """Something is odd."""

    code = "test/odd"
    severity = Severity.WARNING
    template = "odd"


def locate(pointer: str) -> tuple[int, int] | None:
    return {"": (1, 1), "/guard": (2, 12)}.get(pointer)


def diagnostic(what: str = "the guard") -> Diagnostic:
    origin = Origin("m.json", "/guard").within((10, 11), "total > 0 & x")
    fix = Fix("use &&", ({"op": "replace", "path": "/guard", "value": "total > 0 && x"},))
    related = (("the model", Origin("m.json", "")),)
    return Diagnostic(Wrong(what), origin, related, ("write &&",), fix)


def test_text_shows_the_line_and_a_caret_below_the_fault() -> None:
    assert render_text([diagnostic()], locate, SOURCE) == (
        "error[test/wrong]: the guard is wrong\n"
        "  --> m.json:2:12 (/guard)\n"
        "  |\n"
        '2 |   "guard": "total > 0 & x"\n'
        "  |                       ^\n"
        "  = note: the model: m.json:1:1\n"
        "  = help: write &&\n"
        "  = fix: use &&\n"
    )


def test_without_a_source_the_expression_is_quoted() -> None:
    text = render_text([diagnostic()])
    assert "  --> m.json at /guard\n" in text


def test_an_expression_that_the_line_escapes_is_quoted_on_its_own() -> None:
    text = render_text([diagnostic()], locate, '{\n  "guard": "total > 0 \\u0026 x"\n}')
    assert "  in: total > 0 & x\n                ^\n" in text


def test_a_pointer_without_a_line_falls_back_to_its_parent() -> None:
    text = render_text([Diagnostic(Odd(), Origin("m.json", "/guard/3/x"))], locate, SOURCE)
    assert "--> m.json:2:12" in text


def test_nothing_from_a_model_reaches_the_terminal_as_a_control_sequence() -> None:
    evil = "\x1b[31m\u202e\x07\r\n\u009b"
    origin = Origin(evil, "/" + evil).within((0, 1), evil)
    d = Diagnostic(Wrong(evil), origin, ((evil, origin),), (evil,), Fix(evil, ()))
    text = render_text([d], lambda _: (1, 1), evil, color=False)
    assert all(c.isprintable() or c == "\n" for c in text)


def test_colour_is_only_in_the_heading() -> None:
    text = render_text([diagnostic()], locate, SOURCE, color=True)
    assert text.startswith("\x1b[1;31merror[test/wrong]\x1b[0m: ")
    assert text.count("\x1b") == 2


def test_nothing_renders_as_nothing() -> None:
    assert render_text([]) == ""


def test_json_carries_everything() -> None:
    (found,) = json.loads(render_json([diagnostic()], locate))
    assert found == {
        "code": "test/wrong",
        "severity": "error",
        "message": "the guard is wrong",
        "file": "m.json",
        "pointer": "/guard",
        "line": 2,
        "column": 12,
        "span": [10, 11],
        "parameters": {"what": "the guard"},
        "notes": ["write &&"],
        "related": [
            {"label": "the model", "file": "m.json", "pointer": "", "line": 1, "column": 1}
        ],
        "fix": {
            "title": "use &&",
            "patch": [{"op": "replace", "path": "/guard", "value": "total > 0 && x"}],
        },
    }


def test_sarif_has_the_shape_that_viewers_need() -> None:
    log = json.loads(
        render_sarif([diagnostic(), Diagnostic(Odd(), Origin("a b.json", ""))], locate)
    )
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [r["id"] for r in rules] == ["test/odd", "test/wrong"]
    first, second = run["results"]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "test/wrong"
    assert (first["level"], second["level"]) == ("error", "warning")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "m.json"
    assert place["region"] == {"startLine": 2, "startColumn": 12}
    assert second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.json"
    assert first["relatedLocations"][0]["message"]["text"] == "the model"
