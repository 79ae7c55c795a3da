"""`petri convert`: a model in another format."""

from __future__ import annotations

from dataclasses import replace

import click

from petri_pilot.cli.loading import load_plugins_loudly
from petri_pilot.cli.options import from_option, model_argument, out_file_option
from petri_pilot.cli.output import fail, show, write_text
from petri_pilot.diagnostics import Diagnostic, Severity, has_errors


@click.command("convert")
@model_argument
@click.option("--to", "to", metavar="FORMAT", help="The format to write; see --list.")
@click.option("--list", "list_formats", is_flag=True, help="List the formats and exit.")
@from_option
@out_file_option
@click.option("--strict", is_flag=True, help="Write nothing if the format cannot hold everything.")
def command(
    model: str, to: str | None, list_formats: bool, format_name: str | None, out: str, strict: bool
) -> None:
    """Write a model in another format. What that format cannot hold is listed.

    \b
    Examples:
      petri convert model.pflow --to json -o model.json
      petri convert model.json --to yaml
      petri convert - --list
    """
    from petri_pilot.formats import read_model
    from petri_pilot.pipeline import check_document

    plugins = load_plugins_loudly(model=model)
    formats = {f.name: f for f in plugins.formats}
    if list_formats:
        for name, format_ in sorted(formats.items()):
            click.echo(f"{name:<20} {format_.description}")
        return
    if to is None:
        raise click.UsageError(f"Name a format with --to: {', '.join(sorted(formats))}.")
    if to not in formats:
        raise click.BadParameter(
            f"{to!r} is not one of {', '.join(sorted(formats))}", param_hint="--to"
        )
    read = read_model(model, plugins.formats, format_name)
    show(read.diagnostics, read.locate, read.text)
    if read.document is None or has_errors(read.diagnostics):
        fail(f"{model} could not be read")
    checked = check_document(read.document, model, plugins, validate=False)
    if checked.program is None:
        show(checked.diagnostics, read.locate, read.text)
        fail(f"{model} has errors; nothing was written")
    written = formats[to].write(read.document)
    show([_named(d, model) for d in written.diagnostics], read.locate, read.text)
    lossy = any(d.severity is not Severity.NOTE for d in written.diagnostics)
    if has_errors(written.diagnostics) or (strict and lossy):
        fail(f"{to} cannot hold all of {model}; nothing was written")
    write_text(out, written.text)


def _named(diagnostic: Diagnostic, file: str) -> Diagnostic:
    """Writers see no file; what they say is about the one that was read."""
    return replace(diagnostic, origin=replace(diagnostic.origin, file=file))
