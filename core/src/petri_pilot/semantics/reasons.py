"""The texts of reasons, word for word as docs/semantics.md has them."""

from __future__ import annotations

from typing import Any

from petri_pilot.expr.values import canonical_json
from petri_pilot.semantics.decision import Reason


def missing_tokens(place: str, need: int, have: int) -> Reason:
    """Too few tokens for a normal or a read arc."""
    return Reason("missing-tokens", f"needs {need} in {place}, has {have}", place, need, have)


def inhibited_tokens(place: str, need: int, have: int) -> Reason:
    """As many tokens as an inhibitor arc forbids."""
    text = f"needs fewer than {need} in {place}, has {have}"
    return Reason("inhibited", text, place, need, have)


def capacity_exceeded(place: str, capacity: int, have: int) -> Reason:
    """The place would hold more than its capacity."""
    text = f"{place} holds at most {capacity}, would hold {have}"
    return Reason("capacity-exceeded", text, place, capacity, have)


def insufficient_value(place: str, need: Any, have: Any) -> Reason:
    """The entry (wire value `have`) is smaller than the arc's value."""
    text = f"needs {_print(need)} in {place}, has {_print(have)}"
    return Reason("insufficient-value", text, place, need, have)


def inhibited_value(place: str, need: Any, have: Any) -> Reason:
    """The entry has reached what an inhibitor arc forbids."""
    text = f"needs fewer than {_print(need)} in {place}, has {_print(have)}"
    return Reason("inhibited", text, place, need, have)


def missing_entry(place: str) -> Reason:
    """A read arc's key is not in the map."""
    return Reason("missing-entry", f"needs an entry {place}", place)


def inhibited_entry(place: str) -> Reason:
    """An inhibitor arc's key is in the map."""
    return Reason("inhibited", f"needs no entry {place}", place)


def guard_failed() -> Reason:
    """The guard is false whatever the input."""
    return Reason("guard-failed", "the guard is false")


def evaluation_failed(code: str) -> Reason:
    """An expression has no value in this state."""
    return Reason(code, f"the expression gives {code}")


def _print(value: Any) -> str:
    return value if isinstance(value, str) else canonical_json(value)
