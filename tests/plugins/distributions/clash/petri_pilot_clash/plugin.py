"""Brings an emitter and a command whose names are taken."""

from __future__ import annotations

from collections.abc import Iterable

import click
from petri_pilot.plugins import hookimpl
from petri_pilot.plugins.api import Emitter
from petri_pilot_observe.plugin import ObserveEmitter


@hookimpl
def petri_emitters() -> Iterable[Emitter]:
    """An emitter called observe."""
    return [ObserveEmitter()]


@hookimpl
def petri_commands(cli: click.Group) -> None:
    """A command of its own and one that core has."""
    cli.add_command(click.Command("own"))
    cli.add_command(click.Command("validate"))
