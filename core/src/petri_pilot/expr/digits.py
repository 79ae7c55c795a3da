"""Decimal text of large integers, whatever Python's own digit limit is set to."""

from __future__ import annotations

_CHUNK = 600
"""Below 640, the least limit that Python's int conversion can be set to."""
_BASE: int = 10**_CHUNK


def int_of_digits(digits: str) -> int:
    """The integer that a run of ASCII digits spells."""
    value = 0
    first = len(digits) % _CHUNK
    if first:
        value = int(digits[:first])
    for at in range(first, len(digits), _CHUNK):
        value = value * _BASE + int(digits[at : at + _CHUNK])
    return value


def digits_of_int(value: int) -> str:
    """The canonical decimal text of an integer."""
    if value < 0:
        return "-" + digits_of_int(-value)
    chunks: list[str] = []
    while value >= _BASE:
        value, low = divmod(value, _BASE)
        chunks.append(str(low).zfill(_CHUNK))
    chunks.append(str(value))
    return "".join(reversed(chunks))
