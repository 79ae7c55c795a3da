"""What a written text does not hold, found by reading it back and comparing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from petri_pilot.diagnostics import Diagnostic, Origin, has_errors
from petri_pilot.formats.kinds.translation import CannotWrite, NotHeld
from petri_pilot.formats.text import escape_segment
from petri_pilot.plugins.api import Format, WriteResult

_DEFAULTS: dict[str, tuple[Any, ...]] = {
    "kind": ("token",),
    "type": ("normal",),
    "initial": (0,),
    "weight": (1,),
    "version": ("1.0.0",),
    "exported": (True,),
    "resource": (False,),
    "value": (False,),
}
"""Values that mean the same as the absence of their key."""

_ABSENT: tuple[Any, ...] = (None, "", [], {})
_NAMED = frozenset({"places", "transitions", "events", "constraints", "roles", "entities"})


class RefusedError(ValueError):
    """The document is none that the format could hold; the argument says why."""


def written(
    format_: Format, document: Mapping[str, Any], render: Callable[[Mapping[str, Any]], str]
) -> WriteResult:
    """The text that `render` makes, with a diagnostic for all that reading it back misses."""
    try:
        text = render(document)
    except RefusedError as refused:
        kind = CannotWrite(format_.name, str(refused))
        return WriteResult("", (Diagnostic(kind, Origin("", "")),))
    back = format_.read(text, "")
    if back.document is None:
        reason = next(d.message for d in back.diagnostics if has_errors([d]))
        kind = CannotWrite(format_.name, reason)
        return WriteResult("", (Diagnostic(kind, Origin("", "")),))
    found = [
        Diagnostic(NotHeld(format_.name, what), Origin("", pointer))
        for pointer, what in differences(document, back.document)
    ]
    return WriteResult(text, tuple(found))


def differences(original: Mapping[str, Any], back: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Where `back` says less or something else: the pointer in `original`, and what it is.

    Lists of named things are compared by name, all others by position; a key
    with its default value is the same as no key.
    """
    yield from _objects("", original, back)


def _objects(
    pointer: str, original: Mapping[str, Any], back: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    for key, value in original.items():
        below = f"{pointer}/{escape_segment(key)}"
        other = back.get(key)
        if _same(key, value, other):
            continue
        if isinstance(value, dict) and isinstance(other, dict):
            yield from _objects(below, value, other)
        elif isinstance(value, list) and isinstance(other, list):
            yield from _lists(below, key, value, other)
        else:
            yield below, f"{key} of {_owner(pointer, original)}" if pointer else f"the key {key}"
    for key, other in back.items():
        if key not in original and not _same(key, None, other):
            yield pointer, f"the absence of {key} in {_owner(pointer, original)}"


def _lists(
    pointer: str, key: str, original: list[Any], back: list[Any]
) -> Iterator[tuple[str, str]]:
    if key in _NAMED and [_name(v) for v in original if v in back] != _names_among(back, original):
        yield pointer, f"the order of {key}"
    pairs = list(_pairs(key, original, back))
    for index, (value, other) in enumerate(pairs):
        below = f"{pointer}/{index}"
        if isinstance(value, dict) and isinstance(other, dict):
            yield from _objects(below, value, other)
        elif value != other or type(value) is not type(other):
            yield below, _entry(key, value)
    if len(back) > sum(other is not None for _, other in pairs):
        yield pointer, f"the length of {key}"


def _pairs(key: str, original: list[Any], back: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Each original entry with its counterpart: by name, else the next that is alike."""
    if key in _NAMED:
        named = {_name(entry): entry for entry in back}
        yield from ((value, named.get(_name(value))) for value in original)
        return
    start = 0
    for index, value in enumerate(original):
        at = _counterpart(value, back, start, original[index + 1 :])
        start = start if at is None else at + 1
        yield value, None if at is None else back[at]


def _counterpart(value: Any, back: list[Any], start: int, later: list[Any]) -> int | None:
    """The next equal entry, or the next alike one that no later entry is equal to."""
    rest = range(start, len(back))
    equal = next((i for i in rest if back[i] == value), None)
    if equal is not None:
        return equal
    return next((i for i in rest if _alike(value, back[i]) and back[i] not in later), None)


def _alike(value: Any, other: Any) -> bool:
    """Whether it is the same entry, perhaps with other contents."""
    if isinstance(value, dict) and isinstance(other, dict):
        return all(value.get(key) == other.get(key) for key in ("from", "to", "name"))
    return bool(value == other)


def _names_among(back: list[Any], original: list[Any]) -> list[str | None]:
    return [_name(value) for value in back if value in original]


def _name(entry: Any) -> str | None:
    name = entry.get("id") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else None


def _entry(key: str, value: Any) -> str:
    return f"{_name(value)} of {key}" if _name(value) else f"an entry of {key}"


def _owner(pointer: str, owner: Mapping[str, Any]) -> str:
    name = owner.get("id") or owner.get("name") if pointer else "the model"
    if isinstance(name, str):
        return name
    if isinstance(owner.get("from"), str) and isinstance(owner.get("to"), str):
        return f"the arc {owner['from']} -> {owner['to']}"
    return pointer.rsplit("/", 1)[-1] or "the model"


def _same(key: str, value: Any, other: Any) -> bool:
    if type(value) is type(other) and value == other:
        return True
    if isinstance(value, (int, float)) and isinstance(other, (int, float)):
        return not isinstance(value, bool) and not isinstance(other, bool) and value == other
    return _is_default(key, value) and _is_default(key, other)


def _is_default(key: str, value: Any) -> bool:
    if value is None or (isinstance(value, (str, list, dict)) and value in _ABSENT):
        return True
    return any(
        value is d or (type(value) is type(d) and value == d) for d in _DEFAULTS.get(key, ())
    )
