"""Random types and values that fit them."""

from __future__ import annotations

from random import Random
from typing import Any

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

SCALARS: tuple[Type, ...] = (STRING, INT, FLOAT, BOOL, TIME, AMOUNT, JSON)
_ENUMS = (
    ("open", "shut"),
    ("type", "func", "nil"),
    ("a b", 'q"uote', "back`tick", "com,ma)"),
    ("\u00e9", "\u202e", "${x}", "*/"),
    ("1", "_", "A"),
    ("solo",),
)
INTS = (0, 1, 2, -1, 3, 7, 100, 2**31, 2**53 + 1, 2**63 - 1, -(2**63))
FLOATS = (0.0, 1.0, -1.5, 0.1, 1e300, 5e-324, 1e21, 123456.789, -0.0)
STRINGS = (
    "",
    "a",
    "ada",
    "q\"'`",
    "\u00e9\u0301",
    "\U0001f600",
    "line\nbreak",
    "\x7f\x01",
    "\u2028",
    "\\",
    "${x}",
)
TIMES = (
    "0001-01-01T00:00:00.000Z",
    "2024-02-29T12:00:00.123Z",
    "9999-12-31T23:59:59.999Z",
    "2020-01-01T00:00:00+05:30",
)
AMOUNTS = ("0", "1", "10", "18446744073709551616", "9" * 80)
JSONS: tuple[Any, ...] = (
    None,
    True,
    0,
    -5,
    1.5,
    "text",
    [],
    {},
    [1, "two", None],
    {"a": {"b": [1]}, "type": "x", "": 0},
)


def type_(random: Random, depth: int = 2) -> Type:
    """A type with at most so many levels of lists and maps."""
    kind = random.random()
    if depth and kind < 0.15:
        return ListType(type_(random, depth - 1))
    if depth and kind < 0.4:
        return MapType(random.choice((STRING, INT)), type_(random, depth - 1))
    if kind < 0.5:
        return EnumType(random.choice(_ENUMS))
    return random.choice(SCALARS)


def wire(random: Random, wanted: Type) -> Any:
    """A JSON value that fits a type."""
    if isinstance(wanted, EnumType):
        return random.choice(wanted.values)
    if isinstance(wanted, ListType):
        return [wire(random, wanted.item) for _ in range(random.randrange(3))]
    if isinstance(wanted, MapType):
        keys = STRINGS if wanted.key == STRING else tuple(map(str, INTS))
        chosen = random.sample(keys, random.randrange(3))
        return {key: wire(random, wanted.value) for key in chosen}
    values: dict[Type, tuple[Any, ...]] = {
        STRING: STRINGS,
        INT: INTS,
        FLOAT: FLOATS,
        BOOL: (True, False),
        TIME: TIMES,
        AMOUNT: AMOUNTS,
        JSON: JSONS,
    }
    return random.choice(values[wanted])
