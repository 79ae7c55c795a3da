"""`petri new`: a model project, or a plugin."""

from __future__ import annotations

import click

from petri_pilot.cli.output import show


class NewGroup(click.Group):
    """`petri new NAME` makes a model project; `petri new plugin NAME` a plugin."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            args = ["model", *args]
        return super().resolve_command(ctx, args)


@click.group("new", cls=NewGroup)
def command() -> None:
    """Start a model project (petri new NAME) or a plugin (petri new plugin NAME).

    \b
    Examples:
      petri new shop
      petri new plugin rust --out ~/src
    """


@command.command("model")
@click.argument("name")
@click.option(
    "-o", "--out", type=click.Path(file_okay=False), default=".", help="Where to make the folder."
)
def make_model(name: str, out: str) -> None:
    """Make a folder with a model, its settings and a README."""
    _make("model", name, out)


@command.command("plugin")
@click.argument("name")
@click.option(
    "-o", "--out", type=click.Path(file_okay=False), default=".", help="Where to make the folder."
)
def make_plugin(name: str, out: str) -> None:
    """Make a plugin distribution with a target, its template and its tests."""
    _make("plugin", name, out)


def _make(kind: str, name: str, out: str) -> None:
    from petri_pilot.generate.scaffold import new_model, new_plugin

    make = new_plugin if kind == "plugin" else new_model
    made, diagnostics = make(name, out)
    show(diagnostics)
    if made is None:
        raise SystemExit(1)
    click.echo(f"Made {made}. Next: see {made / 'README.md'}.")
