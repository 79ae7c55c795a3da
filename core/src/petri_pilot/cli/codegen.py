"""`petri codegen`: model in, application out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from petri_pilot.cli.generation import Generation, generation_options, plan_generation
from petri_pilot.cli.options import from_option, json_option, model_argument
from petri_pilot.cli.output import FAILURE, print_json, show

if TYPE_CHECKING:
    from petri_pilot.generate import WriteReport


@click.command("codegen")
@model_argument
@generation_options
@from_option
@click.option(
    "-o", "--out", metavar="PATH", help="The folder to write to; with --api-only the file."
)
@click.option("--api-only", is_flag=True, help="Print only the OpenAPI document.")
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; exit 1 and print the differences if the output has drifted.",
)
@click.option("--dry-run", is_flag=True, help="Write nothing; list what would be done.")
@click.option("--force", is_flag=True, help="Overwrite generated files that were edited by hand.")
@json_option
def command(
    model: str,
    generation: Generation,
    format_name: str | None,
    out: str | None,
    api_only: bool,
    check: bool,
    dry_run: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Print a complete application from a model.

    \b
    Examples:
      petri codegen model.json --target go --out ./app
      petri codegen model.json --lang go --with openapi -o ./app --set go.module=example.com/orders
      petri codegen model.json --api-only -o openapi.yaml
      petri codegen model.json --target go -o ./app --check
    """
    if api_only:
        chosen = (*generation.targets, *generation.extensions, *generation.without)
        if check or dry_run or force or as_json or chosen:
            raise click.UsageError("--api-only goes with --out, --from, --set and --config alone.")
        _write_api(model, format_name, out or "-", generation)
        return
    from petri_pilot.generate import write

    planned = plan_generation(model, generation, format_name)
    folder = out or planned.settings_out
    if folder is None:
        raise click.UsageError("Say where to write: --out FOLDER.")
    report = write(planned.plan, Path(folder), force=force, dry_run=dry_run, check=check)
    show(report.diagnostics)
    if as_json:
        print_json(_as_json(report))
    else:
        _tell(report, folder, check=check, dry_run=dry_run)
    if not report.ok:
        raise SystemExit(FAILURE)


def _write_api(model: str, format_name: str | None, out: str, generation: Generation) -> None:
    from petri_pilot.cli.output import write_text

    wanted = "json" if out.endswith(".json") else "yaml"
    alone = Generation.only("openapi", generation, f"openapi.format={wanted}")
    (file,) = plan_generation(model, alone, format_name).plan.files.values()
    write_text(out, file.text)


def _tell(report: WriteReport, folder: str, *, check: bool, dry_run: bool) -> None:
    done = report.written or check or dry_run
    for change in report.changes:
        if done or change.action == "refused":
            click.echo(f"{change.action:<9} {change.path}")
    if check and report.diff:
        click.echo(report.diff, nl=False)
    count = f"{len(report.changes)} of {report.total} files"
    if check:
        verdict = "up to date" if report.ok else f"{count} have drifted"
    elif dry_run:
        verdict = f"{count} would change"
    else:
        verdict = f"{count} changed" if report.written else "nothing was written"
    click.echo(f"{folder}: {verdict}", err=True)


def _as_json(report: WriteReport) -> dict[str, Any]:
    return {
        "ok": report.ok,
        "written": report.written,
        "files": [{"path": str(c.path), "action": str(c.action)} for c in report.decisions],
        "diff": report.diff,
        "diagnostics": [{"code": d.code, "message": d.message} for d in report.diagnostics],
    }
