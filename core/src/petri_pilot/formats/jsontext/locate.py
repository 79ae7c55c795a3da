"""Finding JSON pointers in JSON text."""

from __future__ import annotations

from petri_pilot.formats.text import OffsetLocator


def json_locator(text: str) -> OffsetLocator:
    """Finds pointers in `text`, which is scanned at the first look-up."""

    def build() -> dict[str, int]:
        from petri_pilot.formats.jsontext.index import value_offsets

        return value_offsets(text)

    return OffsetLocator(text, build)
