"""Replays the golden vectors that every target replays."""

from __future__ import annotations

import re
from typing import Any

import pytest
from petri_pilot.expr import EvaluationError, ExprError, check, evaluate, parse_type
from petri_pilot.expr.printer import unparse
from petri_pilot.expr.values import canonical_json, to_wire

from .vector_cases import FOLDER, environment_of, load_cases, scope_of

CASES = load_cases()


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES])
def test_the_vector_holds(case: dict[str, Any]) -> None:
    assert canonical_json(outcome(case)) == canonical_json(case["expect"])


def outcome(case: dict[str, Any]) -> dict[str, Any]:
    scope = scope_of(case)
    expected = parse_type(case["expected"]) if "expected" in case else None
    try:
        tree = check(case["expression"], scope, expected)
    except ExprError as error:
        return {"rejected": error.code}
    try:
        value = evaluate(tree, environment_of(case, scope))
    except EvaluationError as error:
        return {"error": error.code}
    return {"value": to_wire(tree.type, value), "type": str(tree.type)}


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=name) for name, case in CASES if "environment" in case]
)
def test_the_canonical_text_gives_the_same_tree(case: dict[str, Any]) -> None:
    scope = scope_of(case)
    expected = parse_type(case["expected"]) if "expected" in case else None
    tree = check(case["expression"], scope, expected)
    assert check(unparse(tree), scope, tree.type) == tree


def test_there_are_at_least_800_cases_with_names_of_their_own() -> None:
    names = [name for name, _ in CASES]
    assert len(names) >= 800
    assert len(set(names)) == len(names)


def test_the_page_lists_exactly_the_codes_that_the_vectors_show() -> None:
    page = (FOLDER.parents[2] / "docs" / "semantics.md").read_text(encoding="utf-8")
    listed = page.partition("**Rejections.**")[2].partition("\n\n")[0]
    codes = {case["expect"].get("rejected") for _, case in CASES} - {None}
    assert set(re.findall(r"`([a-z-]+)`", listed)) == codes


def test_every_evaluation_code_of_expressions_has_a_vector() -> None:
    codes = {case["expect"].get("error") for _, case in CASES} - {None}
    assert codes == {
        "division-by-zero",
        "missing-field",
        "overflow",
        "type-mismatch",
        "underflow",
    }
