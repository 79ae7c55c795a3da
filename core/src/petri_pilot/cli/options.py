"""Options and arguments that several subcommands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

model_argument: Decorator = click.argument(
    "model", metavar="MODEL", type=click.Path(allow_dash=True)
)
"""A model file, or - for standard input."""

from_option: Decorator = click.option(
    "--from",
    "format_name",
    metavar="FORMAT",
    help="The model's format, when it cannot be told from the text.",
)

json_option: Decorator = click.option(
    "--json", "as_json", is_flag=True, help="Print the result as JSON."
)

out_file_option: Decorator = click.option(
    "-o",
    "--out",
    "out",
    metavar="FILE",
    type=click.Path(dir_okay=False, allow_dash=True),
    default="-",
    show_default="standard output",
    help="The file to write.",
)
