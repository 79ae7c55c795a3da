"""The files of this emitter, in one table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from petri_pilot.plugins.api import Artifact, Ownership

from petri_pilot_{{ cookiecutter.module }}.sections import NOTE

OUTLINE = PurePosixPath("{{ cookiecutter.name }}/outline.md")
NOTES = PurePosixPath("{{ cookiecutter.name }}/notes.md")


def artifacts(context: Mapping[str, Any]) -> tuple[Artifact, ...]:
    """Return all files: one to regenerate, and one that is the user's to edit."""
    return (
        Artifact(OUTLINE, template="outline.md.j2", context=context, sections=(NOTE.id,)),
        Artifact(NOTES, Ownership.SCAFFOLD, template="notes.md.j2", context=context),
    )
