"""Strict JSON in, canonical JSON out."""

from __future__ import annotations

from typing import Any

import pytest
from petri_pilot.expr.values import JsonError, canonical_json, load_json


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("", 0),
        ("1 2", 2),
        ("[1,]", 3),
        ('{"a": 1, "a": 2}', 9),
        ('{"a": {"b": 1, "b": 2}, "b": 3}', 15),
        ('{"x": "a", "a": 1, "\\u0061": 2}', 19),
        ("[NaN]", 1),
        ("[-Infinity]", 1),
        ("[1, 1e400]", 4),
        ("[01]", 2),
        ("'a'", 0),
        ('["a\tb"]', 3),
        ('["\\ud800"]', 1),
        ("[" * 100_000, 256),
        ("[" * 300 + "]" * 300, 256),
        ("1" * 5000, 0),
        ("\ufeff1", 0),
    ],
)
def test_what_is_not_strict_is_refused_at_its_place(text: str, position: int) -> None:
    with pytest.raises(JsonError) as caught:
        load_json(text)
    assert caught.value.position == position


def test_integers_keep_all_their_digits() -> None:
    assert load_json("[123456789012345678901234567890]") == [123456789012345678901234567890]
    assert canonical_json(2**70) == str(2**70)


def test_a_fraction_of_zero_stays_a_float() -> None:
    assert isinstance(load_json("1.0"), float)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None, "x"]}, '{"a":[true,null,"x"],"b":1}'),
        ({"\U00010000": 1, "\uff61": 2}, '{"\uff61":2,"\U00010000":1}'),
        ("\x00\x1f\x7f\u2028\"\\/\b\f\n\r\t", '"\\u0000\\u001f\x7f\u2028\\"\\\\/\\b\\f\\n\\r\\t"'),
        (1e21, "1e+21"),
        (123456789012345680000.0, "123456789012345680000"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (-0.0, "0"),
        (-1.5, "-1.5"),
        ([], "[]"),
        ({}, "{}"),
    ],
)  # fmt: skip
def test_canonical_text(value: Any, text: str) -> None:
    assert canonical_json(value) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1: 2}, "\ud800", {"a": object()}])
def test_what_json_cannot_say_is_a_value_error(value: Any) -> None:
    with pytest.raises(ValueError):
        canonical_json(value)
