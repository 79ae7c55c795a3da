"""Start-up: processor time of short commands, and what each of them imports."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.machine import load, table

ROOT = Path(__file__).parent.parent
MODEL = str(ROOT / "examples/order-processing/model.json")

PROGRAMS: Mapping[str, list[str]] = {
    "python -c pass": ["-c", "pass"],
    "import click, pluggy": ["-c", "import click, pluggy"],
    "petri --version": ["-m", "petri_pilot", "--version"],
    "petri validate": ["-m", "petri_pilot", "validate", MODEL],
}
"""What is compared, as arguments of the interpreter."""


def compiled() -> tempfile.TemporaryDirectory[str]:
    """A folder for bytecode, as an installation has it."""
    return tempfile.TemporaryDirectory(prefix="bytecode-")


def environment(bytecode: str) -> dict[str, str]:
    """The environment of a measured process: it reads bytecode and may write it."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": bytecode}


def least(programs: Mapping[str, list[str]], runs: int) -> dict[str, tuple[float, float]]:
    """The least processor time and the least elapsed time of each program, in seconds.

    They take turns, so that a busy moment of the machine hits all alike.
    """
    best = {name: (float("inf"), float("inf")) for name in programs}
    with compiled() as bytecode:
        where = environment(bytecode)
        for run in range(runs + 1):
            for name, arguments in programs.items():
                before, begun = _used(), time.monotonic()
                command = [sys.executable, *arguments]
                subprocess.run(command, check=True, capture_output=True, env=where)
                now = (_used() - before, time.monotonic() - begun)
                if run > 0:  # the first one compiles
                    best[name] = (min(best[name][0], now[0]), min(best[name][1], now[1]))
    return best


def imported(arguments: list[str]) -> set[str]:
    """The modules that a program imports, by `-X importtime`."""
    command = [sys.executable, "-X", "importtime", *arguments]
    with compiled() as bytecode:
        run = subprocess.run(
            command, check=True, capture_output=True, text=True, env=environment(bytecode)
        )
    lines = [line for line in run.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the table."""
    runs = 20
    measured = least(PROGRAMS, runs)
    rows = [["program", "processor ms", "elapsed ms", "modules"]]
    for name, (used, elapsed) in measured.items():
        modules = len(imported(PROGRAMS[name]))
        rows.append([name, f"{used * 1000:.0f}", f"{elapsed * 1000:.0f}", str(modules)])
    print(f"Start-up, least of {runs} runs; {load()}\n\n{table(rows)}")


if __name__ == "__main__":
    main()
