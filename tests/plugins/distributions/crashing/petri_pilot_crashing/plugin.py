"""Two hooks of which one raises, and an emitter and a validator that raise when they are used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

import click
from petri_pilot.diagnostics import Diagnostic
from petri_pilot.plugins import hookimpl
from petri_pilot.plugins.api import (
    Emission,
    EmitContext,
    Emitter,
    Format,
    Option,
    Program,
    Section,
    Validator,
)


class CrashingEmitter:
    """Raises when it is asked to emit."""

    name = "crashing"
    target = False
    runs_after: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    implements: frozenset[str] = frozenset()
    options: tuple[Option, ...] = ()
    templates: str | None = None

    def emit(self, program: Program, ctx: EmitContext) -> Emission:
        """Raise."""
        raise KeyError(program.slug)

    def filters(self) -> Mapping[str, Any]:
        """None."""
        return {}

    def printers(self) -> Mapping[str, Any]:
        """None."""
        return {}

    def format(self, path: PurePosixPath, text: str) -> str:
        """The text as it is."""
        del path
        return text


class CrashingValidator:
    """Raises in the middle of its work."""

    name = "crashing/validator"

    def validate(self, program: Program) -> Iterable[Diagnostic]:
        """Raise."""
        yield from ()
        raise ZeroDivisionError(program.slug)


@hookimpl
def petri_formats() -> Iterable[Format]:
    """Raise after the first look."""
    raise RuntimeError("no formats today")


@hookimpl
def petri_validators() -> Iterable[Validator]:
    """A validator that raises."""
    return [CrashingValidator()]


@hookimpl
def petri_emitters() -> Iterable[Emitter]:
    """An emitter that raises."""
    return [CrashingEmitter()]


@hookimpl
def petri_commands(cli: click.Group) -> None:
    """Add a command, then raise."""
    cli.add_command(click.Command("half"))
    raise RuntimeError("no commands today")
