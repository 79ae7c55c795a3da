"""Merging JSON by key, and text by lines."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from petri_pilot.generate.data import same
from petri_pilot.generate.merge import merge_object, merge_text, print_like

scalars = st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from(["x", "y"])
trees: Any = st.recursive(
    st.dictionaries(st.sampled_from("abc"), scalars, max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("abc"), scalars | inner, max_size=3),
    max_leaves=8,
)


@given(trees, trees)
def test_without_edits_the_result_is_the_new_tree(base: Any, new: Any) -> None:
    merged, conflicts = merge_object(base, base, new, prefer_new=False)
    assert conflicts == []
    assert same(_pruned(merged), _pruned(new))


@given(trees, trees)
def test_without_new_facts_the_result_is_the_users_tree(base: Any, yours: Any) -> None:
    merged, conflicts = merge_object(base, yours, base, prefer_new=False)
    assert conflicts == []
    assert same(_pruned(merged), _pruned(yours))


@given(trees, trees, trees)
def test_no_key_of_the_users_own_is_lost(base: Any, yours: Any, new: Any) -> None:
    merged, _ = merge_object(base, yours, new, prefer_new=True)
    for key, value in yours.items():
        if key not in base and key not in new:
            assert same(merged[key], value)


@given(trees, trees, trees)
def test_merging_twice_is_merging_once(base: Any, yours: Any, new: Any) -> None:
    merged, _ = merge_object(base, yours, new, prefer_new=True)
    again, conflicts = merge_object(new, merged, new, prefer_new=True)
    assert conflicts == []
    assert same(again, merged)


def _pruned(tree: dict[str, Any]) -> dict[str, Any]:
    """Without empty objects: whether they exist says nothing."""
    pruned = {k: _pruned(v) if isinstance(v, dict) else v for k, v in tree.items()}
    return {k: v for k, v in pruned.items() if v != {}}


def test_what_the_user_removed_stays_removed_until_its_value_changes() -> None:
    assert merge_object({"a": 1}, {}, {"a": 1}, prefer_new=False) == ({}, [])
    merged, (conflict,) = merge_object({"a": 1}, {}, {"a": 2}, prefer_new=False)
    assert merged == {}
    assert (conflict.key, conflict.yours, conflict.new) == ("a", "(deleted)", "2")


def test_the_users_indentation_is_kept() -> None:
    assert print_like({"a": 1}, b'{\n\t"b": 2\n}') == b'{\n\t"a": 1\n}\n'
    assert print_like({"a": "\u00e9"}, b"{}") == '{\n  "a": "\u00e9"\n}\n'.encode()


def test_text_is_merged_by_lines() -> None:
    base = b"a\n\n\nb\n\n\nc\n"
    yours, new = base.replace(b"a", b"mine"), base.replace(b"c", b"new")
    assert merge_text(yours, base, new) == (b"mine\n\n\nb\n\n\nnew\n", False)
    merged, conflict = merge_text(base.replace(b"b", b"x"), base, base.replace(b"b", b"y"))
    assert (
        conflict
        and b"||||||| base" in merged
        and b"<<<<<<< yours" in merged
        and b">>>>>>> generated" in merged
    )
