"""The command group. Subcommands are imported when they are used, so that a
fast command pays for nothing else.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from petri_pilot import __version__

BUILT_IN = {
    "codegen": "Print a complete application from a model.",
    "completion": "Print the completion script of a shell.",
    "convert": "Write a model in another format.",
    "diff": "Tell what changed in behaviour between two models.",
    "doctor": "Check the tools that generated projects need.",
    "explain": "Explain a diagnostic code.",
    "new": "Start a model project or a plugin.",
    "plugins": "List the installed plugins.",
    "preview": "Show what codegen would write, without writing.",
    "schema": "Print the JSON Schema of model files.",
    "simulate": "Fire commands and show the trace.",
    "validate": "Check models and report everything that is wrong.",
    "visualize": "Draw a model as SVG.",
}
"""Each subcommand with the line that `petri --help` shows. The module of the
same name holds it as `command`."""


class PetriGroup(click.Group):
    """Finds subcommands by module, and those of plugins through `petri_commands`."""

    _plugins_asked = False

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _reader_may_leave():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with _reader_may_leave():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        self._ask_plugins()
        return sorted({*BUILT_IN, *self.commands})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in BUILT_IN:
            module = importlib.import_module(f"petri_pilot.cli.{cmd_name}")
            command: click.Command = module.command
            return command
        self._ask_plugins()
        return self.commands.get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            close = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            if ctx.resilient_parsing or not close or close[0] in error.message:
                raise
            raise click.UsageError(f"{error.message} Did you mean {close[0]!r}?", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for name in self.list_commands(ctx):
            if name in BUILT_IN:
                rows.append((name, BUILT_IN[name]))
            elif (command := self.commands.get(name)) and not command.hidden:
                rows.append((name, command.get_short_help_str(limit=80)))
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def _ask_plugins(self) -> None:
        if self._plugins_asked:
            return
        self._plugins_asked = True
        from petri_pilot.plugins.loader import load_plugins

        reserved = {name: click.Command(name) for name in BUILT_IN}
        self.commands.update(reserved)
        load_plugins().add_commands(self)
        for name, command in reserved.items():
            if self.commands.get(name) is command:
                del self.commands[name]


@click.group(cls=PetriGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="petri")
def cli() -> None:
    """Turn a Petri net or an application spec into an event-sourced application.

    \b
    Examples:
      petri new my-workflow
      petri validate my-workflow/model.json
      petri codegen my-workflow/model.json --target go --out ./app

    Exit status: 0 all is well; 1 the model, a plugin or the output has errors
    or has drifted; 2 the command line is wrong; 3 a bug in petri itself.
    """


def main(argv: list[str] | None = None) -> Any:
    """Run the command line; a bug ends with a short report and exit status 3."""
    _fill_streams()
    try:
        return cli.main(args=argv, prog_name="petri", standalone_mode=True)
    except OSError as error:
        _report_environment(error)
        sys.exit(1)
    except Exception as error:
        _report_bug(error)
        sys.exit(3)


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    """End well when the reader has gone (`petri ... | head`): that is no error of ours."""
    try:
        yield
    except BrokenPipeError:
        _abandon_output()
        sys.exit(0)


def _fill_streams() -> None:
    """Give standard streams that the caller has closed an empty one, which takes their place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 -- to the end
            setattr(sys, name, stream)


def _abandon_output() -> None:
    """Drop what could not be printed, so that the interpreter does not try once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_environment(error: OSError) -> None:
    """Tell of what the operating system refused and no command foresaw: a full disk behind
    standard output, a current folder that is gone, a path that is too long.
    """
    _show_traceback()
    try:
        sys.stdout.flush()
    except OSError:
        _abandon_output()
    reason = error.strerror or str(error)
    if error.filename:
        shown = os.fsdecode(error.filename)
        reason = f"{shown if len(shown) <= 200 else shown[:200] + '...'}: {reason}"
    try:
        Path.cwd()
    except OSError:
        reason = f"{reason} (the current folder does not exist any more)"
    with suppress(OSError):
        click.echo(f"petri: {reason}", err=True)


def _show_traceback() -> None:
    if os.environ.get("PETRI_DEBUG"):
        import traceback

        traceback.print_exc()


def _report_bug(error: Exception) -> None:
    """Tell of an unforeseen exception without a traceback; PETRI_DEBUG=1 shows it."""
    _show_traceback()
    click.echo(
        f"petri: internal error: {type(error).__name__}: {error}\n"
        "This is a bug in Petri-Pilot. Run again with PETRI_DEBUG=1 for the traceback, "
        "and report it with the model that caused it.",
        err=True,
    )
