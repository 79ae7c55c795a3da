"""Damage to valid documents and to their text."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

_VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1.5,
    2**63,
    -(2**63) - 1,
    10**400,
    1e308,
    "",
    "\x00",
    "\ud800",
    "../../../etc/passwd",
    "a'b\"c`d",
    "name\nwith newline",
    "x" * 70000,
    [],
    {},
    [[]],
    [None],
    {"": None},
    {"id": {}},
    "now()",
    "1/0",
    "(" * 300,
    "list[" * 200,
    "map[string]" * 300 + "int",
    "enum()",
    "*",
    "create",
)
_KEYS = ("id", "name", "type", "guard", "x", "", "__class__", "entities", "places", "$schema", "é")
_SNIPPETS = (
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b":",
    b",",
    b"\\",
    b"\x00",
    b"\xff\xfe",
    b"null",
    b"1e999",
    b"-",
    b"\\ud800",
    b"\xef\xbb\xbf",
    b"// note\n",
    b"```json\n",
    b"Here is your model:\n",
    b"[" * 500,
    b'{"a":' * 500,
    b"NaN",
    b"9" * 400,
    b"\xe2\x80\xae",
)


def mutate_document(random: Random, document: Any) -> Any:
    """The document with one to three parts changed, removed, doubled or moved."""
    damaged = copy.deepcopy(document)
    for _ in range(random.randint(1, 3)):
        spots = list(_spots(damaged))
        if not spots:
            break
        holder, key = random.choice(spots)
        _damage(random, holder, key, spots)
    return damaged


def _spots(value: Any) -> Any:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in list(pairs):
        yield value, key
        if isinstance(item, dict | list):
            yield from _spots(item)


def _damage(random: Random, holder: Any, key: Any, spots: list[Any]) -> None:
    kind = random.randrange(6)
    if kind == 0:
        del holder[key]
    elif kind == 1:
        holder[key] = random.choice(_VALUES)
    elif kind == 2:
        other, at = random.choice(spots)
        if at in other if isinstance(other, dict) else at < len(other):
            holder[key] = copy.deepcopy(other[at])
    elif kind == 3 and isinstance(holder, dict):
        holder[random.choice(_KEYS)] = holder.pop(key)
    elif kind == 4 and isinstance(holder, list):
        holder.insert(key, copy.deepcopy(holder[key]))
    elif isinstance(holder, dict):
        holder[random.choice(_KEYS)] = random.choice(_VALUES)
    else:
        holder[key] = [holder[key]]


def mutate_bytes(random: Random, data: bytes) -> bytes:
    """The text cut, doubled, flipped or with something put into it."""
    out = bytearray(data)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(out) + 1)
        kind = random.randrange(5)
        if kind == 0:
            del out[at:]
        elif kind == 1:
            out[at:at] = random.choice(_SNIPPETS)
        elif kind == 2 and out:
            out[min(at, len(out) - 1)] = random.randrange(256)
        elif kind == 3:
            del out[at : at + random.randint(1, 40)]
        else:
            out[at:at] = out[at : at + random.randint(1, 200)]
    return bytes(out)
