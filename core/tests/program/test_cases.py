"""Models and what is to be found in them. A case is a folder: a model and the
findings that resolution and the built-in validators make of it, notes aside.

`expected.yaml` is a list of `{code, pointer}`, with `fix: true` where a verified fix
has to be offered; `program: true` says that the model resolves.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from petri_pilot.diagnostics import Diagnostic, Severity
from petri_pilot.program import Resolution, resolve
from petri_pilot.program.fixes import apply_patch
from petri_pilot.validators import builtin_validators

CASES = sorted((Path(__file__).parent / "cases").iterdir())


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def find(document: Any) -> tuple[Resolution, list[Diagnostic]]:
    resolution = resolve(document, "model.yaml")
    found = list(resolution.diagnostics)
    if resolution.program is not None:
        for validator in builtin_validators():
            found += validator.validate(resolution.program)
    return resolution, [d for d in found if d.severity is not Severity.NOTE]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_a_case_has_exactly_the_expected_findings(case: Path) -> None:
    expected = load(case / "expected.yaml")
    resolution, found = find(load(case / "model.yaml"))
    shown = [{"code": d.code, "pointer": d.origin.pointer} for d in found]
    wanted = [{"code": e["code"], "pointer": e["pointer"]} for e in expected["findings"]]
    assert shown == wanted
    assert (resolution.program is not None) == expected["program"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_a_case_offers_the_expected_fixes(case: Path) -> None:
    expected = load(case / "expected.yaml")
    _, found = find(load(case / "model.yaml"))
    offered = [d.fix is not None for d in found]
    assert offered == [e.get("fix", False) for e in expected["findings"]]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_every_offered_fix_removes_its_finding(case: Path) -> None:
    document = load(case / "model.yaml")
    _, found = find(document)
    for d in found:
        if d.fix is None:
            continue
        _, after = find(apply_patch(document, d.fix.patch))
        gone = [a for a in after if (a.code, a.message) == (d.code, d.message)]
        same = [b for b in found if (b.code, b.message) == (d.code, d.message)]
        assert len(gone) < len(same), d.message


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_a_document_is_not_changed_by_being_resolved(case: Path) -> None:
    document = load(case / "model.yaml")
    before = json.dumps(document)
    find(document)
    assert json.dumps(document) == before
