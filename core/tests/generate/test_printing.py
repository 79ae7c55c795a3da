"""Data as JSON and YAML that every reader reads alike."""

from __future__ import annotations

import json
from pathlib import PurePosixPath as P
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from petri_pilot.generate.printing import print_data, print_yaml

values: Any = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=50)
@given(st.dictionaries(st.text(st.characters(codec="utf-8")), values))
def test_json_and_yaml_read_back_as_what_was_printed(tree: Any) -> None:
    assert json.loads(print_data(P("a.json"), tree)) == tree
    assert yaml.safe_load(print_data(P("a.yaml"), tree)) == tree


@pytest.mark.parametrize(
    "text",
    [
        "1e3",
        "0o17",
        "0x1F",
        "1_000",
        "no",
        "on",
        "~",
        "null",
        ".inf",
        "1.0",
        "12:30",
        "2020-01-01",
        "=",
        "-",
        "",
    ],
)
def test_a_string_that_looks_like_something_else_is_quoted(text: str) -> None:
    line = print_yaml({"a": text})
    assert line.rstrip("\n") in (f"a: '{text}'", f'a: "{text}"')


def test_lists_are_indented_and_keys_keep_their_order() -> None:
    assert print_yaml({"b": [{"x": 1, "a": 2}], "a": "l1\nl2\n"}) == (
        "b:\n  - x: 1\n    a: 2\na: |\n  l1\n  l2\n"
    )


def test_the_same_list_twice_is_printed_twice() -> None:
    shared = ["x"]
    assert print_yaml({"a": shared, "b": shared}) == "a:\n  - x\nb:\n  - x\n"
