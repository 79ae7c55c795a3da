"""Properties that hold for all texts, types and values."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st
from petri_pilot.expr import (
    Environment,
    EvaluationError,
    ExprError,
    Scope,
    TypeNameError,
    check,
    evaluate,
    parse_type,
)
from petri_pilot.expr.ast import walk
from petri_pilot.expr.parser import parse
from petri_pilot.expr.printer import unparse
from petri_pilot.expr.types import INT, JSON, Type
from petri_pilot.expr.values import canonical_json, load_json, parse_wire, to_wire, zero

from .strategies import doubles, int64s, json_values, types, wires
from .typed_texts import ENVIRONMENTS, SCOPE, expressions, spoilt

ALPHABET = "abnfs01289.eE+-*/%()[]&|!=<>,'\"\\u \t\n{}é\U0001f600"
EMPTY = Environment({}, {}, {}, None, "2024-01-01T00:00:00.000Z")


@given(st.text(max_size=60) | st.text(ALPHABET, max_size=60))
@example("(" * 4096)
@example("[" * 4096)
@example("-" * 4096)
@example("a." * 2048)
@example("a[" * 2048)
@example("f(" * 2048)
@example("1+" * 2047 + "1")
@example("a||b&&c==d+e*(" * 290)
def test_the_parser_raises_nothing_but_expr_errors(text: str) -> None:
    error = error_of(text)
    if error is not None:
        start, end = error.span
        assert 0 <= start <= end <= len(text)
        assert error.message


def error_of(text: str) -> ExprError | None:
    try:
        parse(text)
    except ExprError as error:
        return error
    return None


@given(st.text(ALPHABET, max_size=30) | expressions.flatmap(spoilt))
def test_checking_raises_nothing_but_expr_errors(text: str) -> None:
    try:
        tree = check(text, SCOPE)
    except ExprError:
        return
    assert check(unparse(tree), SCOPE, tree.type) == tree


@given(expressions, ENVIRONMENTS)
def test_evaluating_raises_nothing_but_evaluation_errors(text: str, env: Environment) -> None:
    tree = check(text, SCOPE)
    for node in walk(tree):
        assert 0 <= node.span[0] < node.span[1] <= len(text)
    try:
        value = evaluate(tree, env)
    except EvaluationError:
        return
    assert parse_wire(tree.type, to_wire(tree.type, value)) == value


@given(expressions)
def test_the_canonical_text_gives_the_same_tree_and_itself(text: str) -> None:
    tree = check(text, SCOPE)
    printed = unparse(tree)
    again = check(printed, SCOPE, tree.type)
    assert again == tree
    assert unparse(again) == printed


@given(st.recursive(int64s.map(lambda n: (n,)), lambda inner: st.tuples(
    inner, st.sampled_from("+-*/%"), inner), max_leaves=6))  # fmt: skip
def test_integer_arithmetic_agrees_with_an_oracle_on_fractions(tree: Any) -> None:
    text, wanted = oracle(tree)
    try:
        value: object = evaluate(check(text, Scope({}, {}, frozenset()), INT), EMPTY)
    except EvaluationError as error:
        value = error.code
    assert value == wanted


def oracle(tree: Any) -> tuple[str, int | str]:
    """The text of an operator tree and its value, or the first error's code."""
    if len(tree) == 1:
        return f"({tree[0]})", tree[0]
    (left_text, left), op, (right_text, right) = oracle(tree[0]), tree[1], oracle(tree[2])
    text = f"({left_text} {op} {right_text})"
    if isinstance(left, str):
        return text, left
    if isinstance(right, str):
        return text, right
    if op in "/%" and right == 0:
        return text, "division-by-zero"
    # int() of a Fraction truncates toward zero.
    quotient = int(Fraction(left, right)) if op in "/%" else 0
    results = {"+": left + right, "-": left - right, "*": left * right, "/": quotient}
    value = results.get(op, left - right * quotient)
    return text, value if abs(value * 2 + 1) <= 2**64 else "overflow"


@given(st.data())
def test_wire_values_come_back_from_a_round_trip(data: st.DataObject) -> None:
    type_ = data.draw(types)
    wire = data.draw(wires(type_))
    value = parse_wire(type_, wire)
    again = to_wire(type_, value)
    assert parse_wire(type_, load_json(canonical_json(again))) == value
    if not mentions_json(type_):
        assert canonical_json(again) == canonical_json(wire)


def mentions_json(type_: Type) -> bool:
    return "json" in str(type_)


@given(types)
def test_zeros_have_a_wire_form_and_type_names_are_read_back(type_: Type) -> None:
    assert parse_wire(type_, to_wire(type_, zero(type_))) == zero(type_)
    assert parse_type(str(type_)) == type_


@given(st.text(max_size=30) | st.text("maplistenu[]()string, \"'<>", max_size=30))
@example("[]" * 2000)
@example("list[" * 800)
@example("map[string]" * 300)
def test_type_names_raise_nothing_but_their_error(text: str) -> None:
    try:
        type_ = parse_type(text)
    except TypeNameError:
        return
    assert parse_type(str(type_)) == type_


@given(json_values)
def test_canonical_json_is_idempotent(value: Any) -> None:
    text = canonical_json(value)
    assert canonical_json(load_json(text)) == text


@given(json_values)
def test_json_values_are_stable_once_read(value: Any) -> None:
    read = parse_wire(JSON, value)
    assert parse_wire(JSON, load_json(canonical_json(read))) == read


@given(doubles)
@example(5e-324)
@example(1e21)
@example(1e-7)
@example(-0.0)
def test_floats_print_as_in_rfc_8785(value: float) -> None:
    text = canonical_json(value)
    assert text == rfc8785.dumps(value).decode()
    assert float(text) == value
    assert Decimal(text) == Decimal(repr(value))


letters = st.text('abc"\\\n\x1f\x7fé', max_size=4)


@given(st.dictionaries(letters, letters | doubles | st.none() | st.just("\U0001f600")))
def test_objects_with_keys_of_the_basic_plane_print_as_in_rfc_8785(value: dict[str, Any]) -> None:
    assert canonical_json(value) == rfc8785.dumps(value).decode()
