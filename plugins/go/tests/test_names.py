"""Identifiers from the ids of a model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from petri_pilot_go.names import KEYWORDS, PREDECLARED, Names, exported, package, unexported

IDS = st.from_regex(r"[A-Za-z_][A-Za-z0-9_-]{0,12}", fullmatch=True)


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("customer_id", "CustomerID"),
        ("x_play_00", "XPlay00"),
        ("order-processing", "OrderProcessing"),
        ("url", "URL"),
        ("_", "Blank"),
        ("_1", "N1"),
        ("p00", "P00"),
    ],
)
def test_exported_names_follow_the_habits_of_go(id_: str, name: str) -> None:
    assert exported(id_) == name


@given(st.lists(IDS, unique=True, max_size=30))
def test_names_in_a_scope_are_go_identifiers_and_never_collide(ids: list[str]) -> None:
    names = Names()
    taken = [names.take(unexported(i)) for i in ids]
    assert len(set(taken)) == len(taken)
    assert all(n.isidentifier() and n.isascii() for n in taken)
    assert not set(taken) & (KEYWORDS | PREDECLARED)


@given(IDS)
def test_a_package_name_has_letters_and_digits_only(id_: str) -> None:
    assert package(id_).isalnum()
    assert package(id_)[0].isalpha()


def test_the_same_ids_in_the_same_order_have_the_same_names() -> None:
    ids = ["a_b", "aB", "a__b"]
    first, second = Names(), Names()
    assert [first.take(exported(i)) for i in ids] == [second.take(exported(i)) for i in ids]
