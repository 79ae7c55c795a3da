"""The fake target."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from petri_pilot.plugins import hookimpl
from petri_pilot.plugins.api import (
    Artifact,
    Emission,
    EmitContext,
    Emitter,
    Option,
    Ownership,
    Program,
)

from petri_pilot_fake.sections import SECTIONS


class FakeEmitter:
    """Prints a program in a language that nobody speaks."""

    name = "fake"
    target = True
    runs_after: tuple[str, ...] = ()
    sections = SECTIONS
    implements: frozenset[str] = frozenset()
    options = (Option("module", str, "example.com/app", "The module's path."),)
    templates: str | None = "petri_pilot_fake:templates"

    def emit(self, program: Program, ctx: EmitContext) -> Emission:
        """A main file, a configuration, a handler to edit, and the module's requirements."""
        names = sorted({command.id for a in program.aggregates for command in a.commands})
        context = {"program": program, "commands": names, "module": ctx.options["module"]}
        ids = tuple(section.id for section in SECTIONS)
        return Emission(
            artifacts=(
                Artifact(
                    PurePosixPath("cmd/main.fake"),
                    template="cmd/main.fake.j2",
                    context=context,
                    sections=ids[:1],
                ),
                Artifact(PurePosixPath("config.fake"), template="config.fake.j2", sections=ids[1:]),
                Artifact(
                    PurePosixPath("handlers.fake"),
                    Ownership.SCAFFOLD,
                    template="handlers.fake.j2",
                    context=context,
                ),
                Artifact(
                    PurePosixPath("module.json"),
                    Ownership.DATA,
                    data={"module": ctx.options["module"], "require": {"std": "1"}},
                ),
            )
        )

    def filters(self) -> Mapping[str, Any]:
        """Literals are those of JSON."""
        return {"literal": json.dumps}

    def printers(self) -> Mapping[str, Any]:
        """None."""
        return {}

    def format(self, path: PurePosixPath, text: str) -> str:
        """Without blank lines at the end."""
        del path
        return text.rstrip("\n") + "\n"


@hookimpl
def petri_emitters() -> Iterable[Emitter]:
    """The target."""
    return [FakeEmitter()]
