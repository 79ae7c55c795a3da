"""`petri schema`: the published JSON Schema of model files."""

from __future__ import annotations

import json

import click

from petri_pilot.cli.options import out_file_option
from petri_pilot.cli.output import write_text


@click.command("schema")
@click.argument("kind", type=click.Choice(["model", "net", "application"]), default="model")
@out_file_option
def command(kind: str, out: str) -> None:
    """Print the JSON Schema (2020-12) of nets, of applications, or of both.

    \b
    Examples:
      petri schema > petri.schema.json
      petri schema net -o net.schema.json
    """
    from petri_pilot.model.schema import json_schema

    write_text(out, json.dumps(json_schema(kind), indent=2, ensure_ascii=False) + "\n")
