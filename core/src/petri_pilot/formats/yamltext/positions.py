"""Where the values of a YAML text are."""

from __future__ import annotations

from dataclasses import dataclass, field

from petri_pilot.formats.text import Position


@dataclass(slots=True)
class PositionTree:
    """A value's position, and those of its parts by key or index."""

    at: Position
    parts: dict[str, PositionTree] = field(default_factory=dict)

    def locate(self, pointer: str) -> Position | None:
        """The position of a JSON pointer, or of its nearest ancestor that is there."""
        tree = self
        for segment in pointer.split("/")[1:]:
            part = tree.parts.get(segment.replace("~1", "/").replace("~0", "~"))
            if part is None:
                break
            tree = part
        return tree.at
