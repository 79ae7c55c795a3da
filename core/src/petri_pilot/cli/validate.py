"""`petri validate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from petri_pilot.cli.loading import load_plugins_loudly
from petri_pilot.cli.options import from_option
from petri_pilot.cli.output import FAILURE, print_json, show

if TYPE_CHECKING:
    from petri_pilot.pipeline import Model


@click.command("validate")
@click.argument(
    "models", metavar="MODEL...", nargs=-1, required=True, type=click.Path(allow_dash=True)
)
@from_option
@click.option(
    "--format",
    "report",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="How to print what was found.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--strict", is_flag=True, help="Let warnings fail, too.")
def command(
    models: tuple[str, ...], format_name: str | None, report: str, as_json: bool, strict: bool
) -> None:
    """Check models and report everything that is wrong, all at once.

    \b
    Examples:
      petri validate model.json
      petri validate --format sarif models/*.yaml > findings.sarif
      cat model.json | petri validate -
    """
    from petri_pilot.diagnostics import Severity
    from petri_pilot.pipeline import load_model

    plugins = load_plugins_loudly(model=models[0])
    loaded = [load_model(path, plugins, format_name=format_name) for path in models]
    if as_json or report == "json":
        print_json({"models": [_as_json(model) for model in loaded]})
    elif report == "sarif":
        print_json(_sarif(loaded))
    else:
        for model in loaded:
            show(model.diagnostics, model.locate, model.text)
            click.echo(_summary(model))
    warned = any(d.severity is Severity.WARNING for model in loaded for d in model.diagnostics)
    if not all(model.valid for model in loaded) or (strict and warned):
        raise SystemExit(FAILURE)


def _as_json(model: Model) -> dict[str, Any]:
    from petri_pilot.diagnostics.render.json import as_object

    return {
        "file": model.file,
        "valid": model.valid,
        "diagnostics": [as_object(d, model.locate) for d in model.diagnostics],
    }


def _sarif(models: list[Model]) -> dict[str, Any]:
    """One log with a run a model, since each has positions of its own."""
    import json

    from petri_pilot.diagnostics.render import render_sarif

    logs = [json.loads(render_sarif(model.diagnostics, model.locate)) for model in models]
    return {**logs[0], "runs": [run for log in logs for run in log["runs"]]}


def _summary(model: Model) -> str:
    from petri_pilot.diagnostics import Severity

    counts = {s: sum(d.severity is s for d in model.diagnostics) for s in Severity}
    found = ", ".join(
        f"{count} {severity}{'s' if count != 1 else ''}"
        for severity, count in counts.items()
        if count
    )
    if model.program is None:
        return f"{model.file}: {found}"
    nets = model.program.aggregates
    size = (
        f"{sum(len(n.places) for n in nets)} places, "
        f"{sum(len(n.data) for n in nets)} data places, "
        f"{sum(len(n.transitions) for n in nets)} transitions"
    )
    verdict = "valid" if model.valid else "invalid"
    return f"{model.file}: {verdict} ({size})" + (f"; {found}" if found else "")
