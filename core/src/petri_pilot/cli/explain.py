"""`petri explain`: what a diagnostic means and how to get rid of it."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import click

from petri_pilot.cli.options import json_option
from petri_pilot.cli.output import fail, print_json
from petri_pilot.diagnostics import Kind

if TYPE_CHECKING:
    from petri_pilot.plugins.collection import Plugins


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
    from petri_pilot.cli.loading import load_plugins_loudly
    from petri_pilot.diagnostics.catalogue import explain, kinds

    extra = plugin_kinds(load_plugins_loudly("emitters"))
    known = kinds(extra)
    if code is None:
        rows = [
            {
                "code": c,
                "severity": str(k.severity),
                "title": (k.__doc__ or c).strip().splitlines()[0],
            }
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
    text = explain(code, extra)
    if as_json:
        print_json({"code": code, "severity": str(known[code].severity), "text": text})
    else:
        click.echo(text, nl=False)


def plugin_kinds(plugins: Plugins) -> list[type[Kind]]:
    """The kinds that the loaded plugins define, in any module of their packages."""
    import importlib
    import pkgutil
    import sys

    packages = {owner.package for owner in plugins.owners.values() if owner.package}
    for name in sorted(packages - {"petri_pilot"}):
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(getattr(package, "__path__", []), f"{name}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    found = [k for m in list(sys.modules.values()) for k in vars(m).values() if _is_kind(k)]
    return [k for k in dict.fromkeys(found) if not k.__module__.startswith("petri_pilot.")]


def _is_kind(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Kind) and bool(value.code)
