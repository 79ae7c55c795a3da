"""From a program to the files of this target."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from petri_pilot.generate.headers import header
from petri_pilot.plugins.api import Emission, EmitContext, Option, Program

from petri_pilot_{{ cookiecutter.module }}.outputs import artifacts
from petri_pilot_{{ cookiecutter.module }}.sections import NOTE, SECTIONS


class {{ cookiecutter.class_name }}Emitter:
    """Writes an outline of a model."""

    name = "{{ cookiecutter.name }}"
    target = True
    runs_after: tuple[str, ...] = ()
    sections = SECTIONS
    implements: frozenset[str] = frozenset()
    options: tuple[Option, ...] = (
        Option("title", str, "", "The heading; the model's name if empty."),
    )
    templates: str | None = "petri_pilot_{{ cookiecutter.module }}:templates"

    def emit(self, program: Program, ctx: EmitContext) -> Emission:
        """Return the files. Pure: no disk, no clock, no randomness, no network."""
        context = {
            "header": header(self.name),
            "note_section": NOTE.id,
            "program": program,
            "title": ctx.options["title"] or program.name,
        }
        return Emission(artifacts=artifacts(context))

    def filters(self) -> Mapping[str, Any]:
        """Return the literal printers: a model's string is printed only through one."""
        return {"markdown": markdown}

    def printers(self) -> Mapping[str, Any]:
        """Return the printers of data files; there are none."""
        return {}

    def format(self, path: PurePosixPath, text: str) -> str:
        """Return the text as the language's formatter would print it."""
        del path
        return text


def markdown(text: str) -> str:
    """Return a text that Markdown shows as it is, in one line."""
    return re.sub(r"([\\`*_{}\[\]<>()#+.!|~-])", r"\\\1", " ".join(text.split()))
