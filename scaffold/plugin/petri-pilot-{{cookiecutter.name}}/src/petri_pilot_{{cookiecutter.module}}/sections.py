"""Where other plugins can extend what this one writes.

A plugin that wants to say something imports the constant and the item's class
from here, and returns a `Contribution(NOTE.id, (Note(...),))`.
"""

from __future__ import annotations

from dataclasses import dataclass

from petri_pilot.plugins.api import Section


@dataclass(frozen=True, slots=True)
class Note:
    """A remark at the end of the outline."""

    text: str


NOTE = Section("{{ cookiecutter.name }}:outline.note", Note, doc="remarks at the end of the outline")

SECTIONS: tuple[Section, ...] = (NOTE,)
