"""Where a finding stands in a text, and how to show text safely."""

from __future__ import annotations

from collections.abc import Callable

Locate = Callable[[str], tuple[int, int] | None]
"""From a JSON pointer to line and column, both from 1, or None if the text has no such place."""


def position(locate: Locate | None, pointer: str) -> tuple[int, int] | None:
    """The place of a pointer, or of the nearest enclosing value that has one."""
    if locate is None:
        return None
    while True:
        found = locate(pointer)
        if found is not None or not pointer:
            return found
        pointer = pointer.rpartition("/")[0]


def safe(text: str) -> str:
    """Text that cannot steer a terminal: control, format and unassigned characters escaped.

    Bidirectional overrides are among the format characters, so a name cannot
    make a line read differently from what it says.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c.isprintable() else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
