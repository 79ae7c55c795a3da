"""`petri plugins`: what is installed, and in what state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from petri_pilot.cli.options import json_option
from petri_pilot.cli.output import FAILURE, print_json, show

if TYPE_CHECKING:
    from petri_pilot.plugins.records import PluginRecord


@click.group("plugins", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the installed plugins.

    \b
    Example:
      petri plugins list

    \b
    Block one with PETRI_BLOCK_PLUGINS=name,name or in petri.toml:
      [plugins]
      block = ["name"]
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_plugins, as_json=False)


@command.command("list")
@json_option
def list_plugins(as_json: bool) -> None:
    """Name, version, status and hooks of each plugin.

    \b
    Example:
      petri plugins list --json
    """
    from petri_pilot.diagnostics import has_errors
    from petri_pilot.plugins.loader import load_plugins

    plugins = load_plugins()
    if as_json:
        print_json([record.as_json() for record in plugins.records])
    else:
        for record in plugins.records:
            click.echo(_line(record))
    show(plugins.diagnostics)
    if has_errors(plugins.diagnostics):
        raise SystemExit(FAILURE)


def _line(record: PluginRecord) -> str:
    emits = [f"{e.name} ({'target' if e.target else 'extension'})" for e in record.emitters]
    hooks = ", ".join(hook.removeprefix("petri_") for hook in record.hooks)
    parts = [f"{record.name:<16} {record.version or '-':<10} {record.status:<8} {hooks}"]
    if emits:
        parts.append(f"emits {', '.join(emits)}")
    if record.problem:
        parts.append(record.problem)
    return "; ".join(parts).rstrip()
