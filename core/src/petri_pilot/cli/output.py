"""How subcommands report: diagnostics to standard error, results to standard output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import click

from petri_pilot.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from petri_pilot.pipeline import Locate, Model

FAILURE = 1
"""Exit status when a model, a plugin or the output has errors or has drifted."""


SHOWN = 200
"""Diagnostics that are printed for people; whoever has more fixes the first ones first."""


def show(diagnostics: Sequence[Diagnostic], locate: Locate | None = None, text: str = "") -> None:
    """Print diagnostics for people on standard error, with the lines of `text` they are about.

    The gravest come first where there are too many to print all.
    """
    from petri_pilot.diagnostics.render import render_text

    if not diagnostics:
        return
    printed = list(diagnostics)
    if len(printed) > SHOWN:
        gravity = list(Severity)
        printed = sorted(printed, key=lambda d: gravity.index(d.severity))[:SHOWN]
    color = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    click.echo(render_text(printed, locate, text, color).rstrip("\n"), err=True)
    if len(diagnostics) > SHOWN:
        more = len(diagnostics) - SHOWN
        click.echo(f"and {more} more; petri validate --json lists all", err=True)


def show_problems(model: Model) -> None:
    """Print a model's errors and warnings; its notes are for `petri validate`."""
    problems = [d for d in model.diagnostics if d.severity is not Severity.NOTE]
    show(problems, model.locate, model.text)


def require_valid(model: Model) -> None:
    """Show what is wrong with a model; end the run if anything is an error."""
    show_problems(model)
    if not model.valid:
        fail(f"{model.file} has errors; nothing was done")


def fail(message: str) -> NoReturn:
    """End the run with a message and exit status 1."""
    click.echo(f"petri: {message}", err=True)
    raise SystemExit(FAILURE)


def print_json(value: Any) -> None:
    """Print a result for programs on standard output."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def write_text(out: str, text: str) -> None:
    """Write a text to a file, whole or not at all, or to standard output for "-"."""
    if out == "-":
        click.echo(text, nl=False)
        return
    import tempfile
    from pathlib import Path

    target = Path(out)
    try:
        if target.exists() and not target.is_file():  # a device or a pipe is not to be replaced
            target.write_text(text, encoding="utf-8", newline="")
            return
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
                stream.write(text)
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(0o666 & ~umask)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        fail(f"cannot write {out}: {error.strerror or error}")
