"""Spellings of types, as far as formats have to look into them."""

from __future__ import annotations

_MAP = "map["


def map_parts(spelling: str) -> tuple[str, str] | None:
    """The key and value types of `map[K]V`, or None."""
    text = spelling.strip()
    if not text.startswith(_MAP):
        return None
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "[") - (character == "]")
        if depth == 0 and character == "]":
            return text[len(_MAP) : at].strip(), text[at + 1 :].strip()
    return None


def entry_types(spelling: str, keys: int) -> tuple[list[str], str] | None:
    """The types of so many keys, and of the entry under them; None if they do not fit."""
    key_types = []
    for _ in range(keys):
        parts = map_parts(spelling)
        if parts is None:
            return None
        key_types.append(parts[0])
        spelling = parts[1]
    return key_types, spelling


def leaf_type(spelling: str) -> str:
    """The type below all maps and lists, which `sum` and its like give."""
    while True:
        parts = map_parts(spelling)
        if parts is not None:
            spelling = parts[1]
        elif spelling.startswith("list[") and spelling.endswith("]"):
            spelling = spelling[len("list[") : -1]
        else:
            return spelling
