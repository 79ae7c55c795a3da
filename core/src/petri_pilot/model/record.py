"""A checked part of a document that remembers where it stood."""

from __future__ import annotations

from typing import Any


def escape(segment: str | int) -> str:
    """A segment of a JSON pointer (RFC 6901)."""
    return str(segment).replace("~", "~0").replace("/", "~1")


class Record(dict[str, Any]):
    """An object of a document under the language's own keys, holding only valid values.

    `pointer` and `at` point into the document as it was given, even where keys
    were renamed or a map was read as a list.
    """

    __slots__ = ("broken", "names", "pointer")

    def __init__(self, pointer: str) -> None:
        super().__init__()
        self.pointer = pointer
        self.names: dict[str, str] = {}
        """Keys of this record that the author spelled otherwise, and that pointer segment."""
        self.broken = False
        """Whether some part of it was left out because it was invalid."""

    def at(self, key: str, *more: str | int) -> str:
        """The pointer of the value of `key`, or of a part of it."""
        given = self.names.get(key)
        own = self.pointer if given == "" else f"{self.pointer}/{escape(given or key)}"
        return "".join([own, *(f"/{escape(s)}" for s in more)])

    def records(self, key: str) -> list[Record]:
        """The list of records under `key`; empty if absent."""
        return self.get(key) or []
