"""Expressions of documents are checked in the scope of where they stand."""

from __future__ import annotations

import pytest
from petri_pilot.program import resolve
from petri_pilot.program.expressions import free_names


def codes(guard: str) -> list[str]:
    net = {
        "name": "n",
        "places": [{"id": "total", "kind": "data", "type": "int"}, {"id": "open"}],
        "transitions": [{"id": "t", "guard": guard, "bindings": [{"name": "by"}]}],
        "roles": [{"id": "clerk"}],
    }
    return [d.code for d in resolve(net, "m").diagnostics]


@pytest.mark.parametrize(
    "guard",
    [
        "total > 0 & total < 2",
        "total > 0 total",
        "'open",
        "1 < total < 3",
        "total >",
        "(" * 300 + "total" + ")" * 300,
        "total > 99999999999999999999",
        "by == 'a\\q'",
        "total > 1.5.2",
    ],
)
def test_what_cannot_be_read_is_a_bad_expression(guard: str) -> None:
    assert codes(guard) == ["core/bad-expression"]


@pytest.mark.parametrize(
    "guard",
    [
        "totl > 0",
        "lenn(by) > 0",
        "tokens('opne') > 0",
        "hasRole('clrk')",
        "user.phone == by",
        "sum('totl') > 0",
    ],
)
def test_what_is_not_there_is_an_unknown_name(guard: str) -> None:
    assert codes(guard) == ["core/unknown-name"]


@pytest.mark.parametrize("guard", ["total", "total > by", "len(total) > 0", "len() > 0", "!total"])
def test_what_does_not_fit_is_a_type_mismatch(guard: str) -> None:
    assert codes(guard) == ["core/type-mismatch"]


def test_the_caller_is_not_known_in_a_constraint() -> None:
    net = {
        "name": "n",
        "places": [{"id": "owner", "kind": "data"}],
        "constraints": [{"expr": "user.id == owner"}],
    }
    assert [d.code for d in resolve(net, "m").diagnostics] == ["core/unknown-name"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a > 0 && b.c == 'd e' || f(g)", ["a", "b", "g"]),
        ('x == "it\'s y" && true && user.id == z', ["x", "z"]),
        ("m[k][l] + m[k]", ["m", "k", "l"]),
        ("'open", ["open"]),
    ],
)
def test_free_names_are_found_in_the_text(text: str, names: list[str]) -> None:
    assert free_names(text) == names
