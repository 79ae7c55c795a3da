"""The spelling of types and the aliases of older tools."""

from __future__ import annotations

import pytest
from petri_pilot.expr import TypeNameError, parse_type
from petri_pilot.expr.types import (
    AMOUNT,
    BOOL,
    FLOAT,
    INT,
    JSON,
    STRING,
    TIME,
    EnumType,
    ListType,
    MapType,
    Type,
)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("string", STRING), ("text", STRING), ("address", STRING), ("uuid", STRING),
        ("int", INT), ("int64", INT), ("integer", INT), ("Integer", INT),
        ("float", FLOAT), ("number", FLOAT), ("float64", FLOAT), ("double", FLOAT),
        ("bool", BOOL), ("boolean", BOOL),
        ("time", TIME), ("datetime", TIME), ("timestamp", TIME), ("time.Time", TIME),
        ("amount", AMOUNT), ("uint256", AMOUNT), ("uint64", AMOUNT),
        ("json", JSON), ("object", JSON), ("any", JSON),
        ("list[int]", ListType(INT)), ("[]string", ListType(STRING)),
        ("[][]int64", ListType(ListType(INT))),
        ("map[string]int64", MapType(STRING, INT)),
        ("map[string]map[string]int64", MapType(STRING, MapType(STRING, INT))),
        ("map[address]uint256", MapType(STRING, AMOUNT)),
        ("map[int]list[bool]", MapType(INT, ListType(BOOL))),
        (" map [ string ] int ", None), ("map[string] int", MapType(STRING, INT)),
        ("enum(a, b)", EnumType(("a", "b"))), ("enum(a)", EnumType(("a",))),
        ('enum("in progress", b-2)', EnumType(("in progress", "b-2"))),
        ("list[enum(a,b)]", ListType(EnumType(("a", "b")))),
    ],
)  # fmt: skip
def test_a_spelling_names_its_type(text: str, type_: Type | None) -> None:
    if type_ is None:
        with pytest.raises(TypeNameError):
            parse_type(text)
    else:
        assert parse_type(text) == type_


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("strin", "did you mean string?"),
        ("decimal", "use int with the smallest unit, such as cents, or amount"),
        ("date", "use time, or string"),
        ("array", "use list[T], as in list[string]"),
        ("map", "use map[K]V, as in map[string]int"),
        ("map<string, int>", "use map[K]V, as in map[string]int"),
        ("map[float]int", "use map[string]V"),
        ("map[enum(a)]int", "use map[string]V"),
        ("enum", "use enum(a, b)"),
        ("enum()", "use enum(a, b)"),
        ("enum(a, )", "use enum(a, b)"),
        ("enum(a, a)", None),
        ("list[int", None),
        (
            "list[]",
            "use string, int, float, bool, time, amount, json, enum(a, b), list[T] or map[K]T",
        ),
        ("int int", None),
        ("", "use string, int, ..."),
        ("list[" * 20 + "int" + "]" * 20, None),
        ("int" * 2000, None),
    ],
)
def test_what_is_no_type_is_refused_with_a_hint(text: str, hint: str | None) -> None:
    with pytest.raises(TypeNameError) as caught:
        parse_type(text)
    assert caught.value.hint == hint
