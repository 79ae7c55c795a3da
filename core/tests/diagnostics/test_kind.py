"""Kinds behave like frozen dataclasses."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from petri_pilot.diagnostics import Kind


class Plain(Kind):
    """A kind."""

    code = "test/plain"
    template = "{name!r} has {count}"
    name: str
    count: int


@dataclass(frozen=True)
class Decorated(Kind):
    """A kind made by dataclass."""

    code = "test/decorated"
    template = "{name!r}"
    name: str


def test_parameters_are_given_by_position_or_by_name() -> None:
    assert Plain("a", 2) == Plain(name="a", count=2)
    assert Plain("a", 2).message == "'a' has 2"


def test_a_missing_or_surplus_parameter_is_refused() -> None:
    with pytest.raises(TypeError, match="name, count"):
        Plain("a")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Plain("a", 2, 3)  # type: ignore[call-arg]


def test_a_kind_cannot_be_changed() -> None:
    kind = Plain("a", 2)
    with pytest.raises(AttributeError):
        kind.name = "b"  # type: ignore[misc]


def test_a_kind_may_be_a_dataclass() -> None:
    assert Decorated("a").message == "'a'"
    assert Decorated("a") == Decorated(name="a")


def test_equal_kinds_hash_alike() -> None:
    assert len({Plain("a", 1), Plain("a", 1), Plain("a", 2)}) == 2
