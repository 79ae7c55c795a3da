"""Names as this language can carry them."""

from __future__ import annotations

import re
from pathlib import PurePath

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,127}\Z")
_OTHER = re.compile(r"[^A-Za-z0-9_-]+")


class Names:
    """Gives every name of a file an identifier of its own."""

    def __init__(self) -> None:
        """No name is taken yet."""
        self._taken: set[str] = set()

    def reserve(self, name: str) -> bool:
        """Take `name` as it is, if it is an identifier and free."""
        if not _IDENTIFIER.match(name) or name in self._taken:
            return False
        self._taken.add(name)
        return True

    def make(self, name: str) -> str:
        """The nearest free identifier."""
        base = nearest_identifier(name, "n")
        made, number = base, 2
        while made in self._taken:
            suffix = f"_{number}"
            made, number = base[: 128 - len(suffix)] + suffix, number + 1
        self._taken.add(made)
        return made


def nearest_identifier(name: str, otherwise: str) -> str:
    """`name` with what an identifier cannot hold replaced by `_`."""
    text = _OTHER.sub("_", name).strip("_")[:120]
    if not text:
        return otherwise
    return text if _IDENTIFIER.match(text) else f"{otherwise}_{text}"


def name_of_file(file: str) -> str:
    """A model name from a path, for files that hold none."""
    return nearest_identifier(PurePath(file).stem if file != "-" else "", "net")
