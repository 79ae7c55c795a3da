"""`petri diff`: what changed in behaviour."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from petri_pilot.cli.loading import load_plugins_loudly
from petri_pilot.cli.options import from_option, json_option
from petri_pilot.cli.output import FAILURE, fail, print_json, show_problems

if TYPE_CHECKING:
    from petri_pilot.compare import Change, Comparison, Witness
    from petri_pilot.program.ir import Program


@click.command("diff")
@click.argument("old", metavar="OLD", type=click.Path(allow_dash=True))
@click.argument("new", metavar="NEW", type=click.Path(allow_dash=True))
@click.option("--looks", is_flag=True, help="Also list changes of descriptions and positions.")
@from_option
@json_option
def command(old: str, new: str, looks: bool, format_name: str | None, as_json: bool) -> None:
    """Tell what changed between two models: behaviour first, with a run that shows it.

    A renamed or moved element is told as such. Exits 1 if behaviour, the API or
    stored events are affected, 0 if nothing or only looks changed.

    \b
    Examples:
      petri diff old.json new.json
      git show HEAD:model.json | petri diff - model.json
    """
    from petri_pilot.compare import compare

    comparison = compare(_program(old, format_name), _program(new, format_name))
    if as_json:
        print_json({"same_behaviour": comparison.same_behaviour, **asdict(comparison)})
    else:
        _tell(comparison, looks=looks)
    if not comparison.same_behaviour:
        raise SystemExit(FAILURE)


def _program(path: str, format_name: str | None) -> Program:
    from petri_pilot.pipeline import load_model

    model = load_model(
        path, load_plugins_loudly(model=path), format_name=format_name, validate=False
    )
    if model.program is None:
        show_problems(model)
        fail(f"{model.file} has errors; nothing was compared")
    return model.program


def _tell(comparison: Comparison, *, looks: bool) -> None:
    from petri_pilot.compare import Reach

    headings = {
        Reach.BEHAVIOUR: "Behaviour",
        Reach.CONTRACT: "API and stored events",
        Reach.LOOKS: "Looks",
    }
    for reach, heading in headings.items():
        changes = [change for change in comparison.changes if change.reach is reach]
        if changes and (reach is not Reach.LOOKS or looks):
            click.echo(f"{heading}:")
            for change in changes:
                click.echo(f"  {_line(change)}")
    for witness in comparison.witnesses:
        click.echo(_run(witness))
    if comparison.same_behaviour:
        click.echo("Same behaviour.")


def _line(change: Change) -> str:
    if change.before is None or change.after is None:
        sign, text = ("+", change.after) if change.before is None else ("-", change.before)
        if change.property == "existence":
            return f"{sign} {change.element}"
        return f"{sign} {change.element}: {change.property}: {text}"
    return f"~ {change.element}: {change.property}: {change.before} -> {change.after}"


def _run(witness: Witness) -> str:
    lines = [f"A run of {witness.aggregate} that shows it:"]
    for command_id, input_ in witness.steps:
        shown = json.dumps(input_, ensure_ascii=False) if input_ else ""
        lines.append(f"  {command_id} {shown}".rstrip())
    return "\n".join([*lines, f"  before: {witness.before}", f"  after:  {witness.after}"])
