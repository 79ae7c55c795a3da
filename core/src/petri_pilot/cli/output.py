"""How subcommands report: diagnostics to standard error, results to standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import click

from petri_pilot.diagnostics import Diagnostic, has_errors

if TYPE_CHECKING:
    from petri_pilot.pipeline import Locate, Model
    from petri_pilot.plugins.collection import Plugins

FAILURE = 1
"""Exit status when a model, a plugin or the output has errors or has drifted."""


def load_plugins_loudly() -> Plugins:
    """The installed plugins. What is wrong with one is told at once; with
    PETRI_STRICT_PLUGINS=1 it also ends the run.
    """
    from petri_pilot.plugins.loader import load_plugins

    plugins = load_plugins()
    if plugins.diagnostics:
        show(plugins.diagnostics)
        if has_errors(plugins.diagnostics):
            raise SystemExit(FAILURE)
    return plugins


def show(diagnostics: Sequence[Diagnostic], locate: Locate | None = None) -> None:
    """Print diagnostics for people on standard error."""
    from petri_pilot.diagnostics.render import render_text

    if diagnostics:
        text = render_text(diagnostics, locate=locate, color=sys.stderr.isatty())
        click.echo(text.rstrip("\n"), err=True)


def require_valid(model: Model) -> None:
    """Show a model's diagnostics; end the run if any is an error."""
    show(model.diagnostics, model.locate)
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
    import os
    import tempfile
    from pathlib import Path

    target = Path(out)
    try:
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
