"""Prints docs/cli.md: the help of every command that core brings."""

from __future__ import annotations

from collections.abc import Iterator

import click
from petri_pilot.cli.main import BUILT_IN, cli

WIDTH = 100
"""Columns of the help texts, whatever the terminal has."""

INTRODUCTION = """\
# Commands

Written by `scripts/docs` from the help of the commands themselves. Installed plugins may bring
more. Settings that hold for every run of a project go into `petri.toml` beside the model.
"""


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """The command and those below it, with the words that call them."""
    yield path, command
    if isinstance(command, click.Group):
        names = BUILT_IN if command is cli else command.list_commands(click.Context(command))
        for name in sorted(names):
            below = command.get_command(click.Context(command), name)
            assert below is not None, name
            yield from commands(below, f"{path} {name}")


def section(path: str, command: click.Command) -> str:
    """A command's heading and help."""
    context = click.Context(
        command, info_name=path, terminal_width=WIDTH, help_option_names=["-h", "--help"]
    )
    lines = (line.rstrip() for line in command.get_help(context).splitlines())
    return f"## {path}\n\n" + "```text\n" + "\n".join(lines) + "\n```\n"


if __name__ == "__main__":
    sections = [section(path, command) for path, command in commands(cli, "petri")]
    click.echo("\n".join([INTRODUCTION, *sections]), nl=False)
