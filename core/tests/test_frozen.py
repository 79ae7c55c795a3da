"""Values made by `frozen` behave like those of `dataclass(frozen=True, slots=True)`."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest
from petri_pilot.frozen import frozen


@frozen
class Point:
    x: int
    y: int = 0
    label: str = field(default="", compare=False)
    tags: list[str] = field(default_factory=list, compare=False)


@frozen(kw_only=True)
class Base:
    kind: str
    at: int = field(default=0, compare=False)


@frozen(kw_only=True)
class Derived(Base):
    size: int


@frozen(eq=False)
class Identity:
    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"


@dataclass(frozen=True, slots=True)
class Twin:
    x: int
    y: int = 0
    label: str = field(default="", compare=False)
    tags: list[str] = field(default_factory=list, compare=False)


def test_the_initializer_takes_what_that_of_a_dataclass_takes() -> None:
    makers: list[Any] = [Point, Twin]
    for make in makers:
        value = make(1, label="a")
        assert (value.x, value.y, value.label, value.tags) == (1, 0, "a", [])
        with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
            make()
        with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
            make(1, z=2)


def test_defaults_that_are_made_are_made_anew() -> None:
    assert Point(1).tags is not Point(1).tags


def test_fields_of_a_base_come_first_and_by_keyword_only() -> None:
    assert [f.name for f in fields(Derived)] == ["kind", "at", "size"]
    assert Derived(kind="k", size=3).size == 3
    with pytest.raises(TypeError):
        Derived("k", 0, 3)  # type: ignore[call-arg]


def test_nothing_can_be_set_deleted_or_added() -> None:
    point = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del point.x
    with pytest.raises(FrozenInstanceError):
        point.other = 2  # type: ignore[attr-defined]
    assert not hasattr(point, "__dict__")


def test_equality_and_hash_follow_the_compared_fields_and_the_class() -> None:
    assert Point(1, 2, "a") == Point(1, 2, "b")
    assert hash(Point(1, 2, "a")) == hash(Point(1, 2, "b"))
    assert Point(1, 2) != Point(1, 3)
    assert Derived(kind="k", size=1) != Base(kind="k")
    stranger: object = Twin(1)
    assert Point(1) != stranger


def test_without_eq_an_instance_equals_only_itself() -> None:
    one, other = Identity("a"), Identity("a")
    assert one == one and one != other
    assert len({one, other}) == 2


def test_the_representation_is_that_of_a_dataclass_unless_the_class_has_its_own() -> None:
    assert repr(Point(1, 2)) == repr(Twin(1, 2)).replace("Twin", "Point")
    assert repr(Identity("a")) == "<a>"


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda v: pickle.loads(pickle.dumps(v))]
)
def test_a_copy_is_equal_and_frozen_too(again: Any) -> None:
    made = again(Point(1, 2, "a", ["t"]))
    assert (made, made.label, made.tags) == (Point(1, 2), "a", ["t"])
    with pytest.raises(FrozenInstanceError):
        made.x = 2


def test_replace_and_patterns_work() -> None:
    match replace(Point(1, 2), y=3):
        case Point(x, y):
            assert (x, y) == (1, 3)
