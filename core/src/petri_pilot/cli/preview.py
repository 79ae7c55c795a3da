"""`petri preview`: what codegen would write, on the screen."""

from __future__ import annotations

import click

from petri_pilot.cli.generation import Generation, generation_options, plan_generation
from petri_pilot.cli.options import from_option, json_option, model_argument
from petri_pilot.cli.output import fail, print_json


@click.command("preview")
@model_argument
@click.argument("path", required=False)
@generation_options
@from_option
@json_option
def command(
    model: str, path: str | None, generation: Generation, format_name: str | None, as_json: bool
) -> None:
    """Show what codegen would write: the list of files, or one file's text.

    \b
    Examples:
      petri preview model.json --target go
      petri preview model.json workflow.go --target go
    """
    files = plan_generation(model, generation, format_name).plan.files
    if path is None:
        rows = [
            {
                "path": str(p),
                "plugin": f.plugin,
                "ownership": str(f.ownership),
                "bytes": len(f.text.encode()),
            }
            for p, f in sorted(files.items())
        ]
        if as_json:
            print_json(rows)
        else:
            for row in rows:
                click.echo(
                    f"{row['bytes']:>8}  {row['ownership']:<9}  {row['plugin']:<12}  {row['path']}"
                )
        return
    found = {str(p): f for p, f in files.items()}.get(path)
    if found is None:
        import difflib

        close = difflib.get_close_matches(path, map(str, files), n=3)
        fail(f"{path} would not be written." + (f" Near: {', '.join(close)}" if close else ""))
    if as_json:
        print_json({"path": path, "plugin": found.plugin, "text": found.text})
    else:
        click.echo(found.text, nl=False)
