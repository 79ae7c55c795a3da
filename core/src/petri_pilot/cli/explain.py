"""`petri explain`: what a diagnostic means and how to get rid of it."""

from __future__ import annotations

import difflib

import click

from petri_pilot.cli.options import json_option
from petri_pilot.cli.output import fail, print_json


@click.command("explain")
@click.argument("code", required=False)
@json_option
def command(code: str | None, as_json: bool) -> None:
    """Explain a diagnostic code, or list all codes.

    \b
    Examples:
      petri explain
      petri explain core/unknown-place
    """
    from petri_pilot.cli.output import load_plugins_loudly
    from petri_pilot.diagnostics.catalogue import explain, kinds

    load_plugins_loudly()
    known = kinds()
    if code is None:
        rows = [
            {"code": c, "severity": str(k.severity), "title": explain(c).strip().splitlines()[0]}
            for c, k in sorted(known.items())
        ]
        if as_json:
            print_json(rows)
        else:
            for row in rows:
                click.echo(f"{row['code']:<36} {row['severity']:<8} {row['title']}")
        return
    if code not in known:
        close = difflib.get_close_matches(code, known, n=3)
        close += [c for c in known if c.partition("/")[2] == code]
        fail(
            f"no diagnostic has the code {code!r}."
            + (f" Near: {', '.join(close)}" if close else "")
        )
    text = explain(code)
    if as_json:
        print_json({"code": code, "severity": str(known[code].severity), "text": text})
    else:
        click.echo(f"{code} ({known[code].severity})\n\n{text.rstrip()}")
