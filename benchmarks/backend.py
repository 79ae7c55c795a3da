"""The Go runtime: durable appends, fires over HTTP, folding, latency of live clients.

Each rate of what is durable stands beside the number of fdatasync a second that the
disk gave in the second before.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.machine import load, syncs_per_second, table

ROOT = Path(__file__).parent.parent
RUNTIME = ROOT / "plugins/go/runtime"
PACKAGES = ("./eventstore/sqlite", "./aggregate", "./api")

_RESULT = re.compile(r"^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+(.*)$", re.MULTILINE)
_METRIC = re.compile(r"([\d.e+]+) (\S+)")
_SHOWN = ("events/s", "fires/s", "fdatasync/s", "events/fdatasync", "fires/fdatasync", "p99-ms")


def results(output: str) -> list[tuple[str, dict[str, str]]]:
    """The benchmarks in what `go test -bench` prints, each with its metrics by unit."""
    return [
        (name, {unit: figure for figure, unit in _METRIC.findall(metrics)})
        for name, metrics in _RESULT.findall(output)
    ]


def rows_of(found: list[tuple[str, dict[str, str]]]) -> list[list[str]]:
    """A table of the benchmarks that report more than a time."""
    rows = [["benchmark", *_SHOWN]]
    for name, metrics in found:
        if any(unit in metrics for unit in _SHOWN):
            rows.append([name, *(metrics.get(unit, "") for unit in _SHOWN)])
    return rows


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--time", default="2s", help="for each benchmark; go test -benchtime")
    chosen = parser.parse_args()
    go = shutil.which("go")
    if go is None:
        sys.exit("benchmark: go is not on the PATH; scripts/setup brings it")
    command = [go, "test", "-run=^$", "-bench=.", f"-benchtime={chosen.time}", *PACKAGES]
    where = os.environ | {"CGO_ENABLED": "0"}
    run = subprocess.run(command, cwd=RUNTIME, env=where, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{run.stdout}{run.stderr}")
    disk = f"{syncs_per_second():.0f} fdatasync/s"
    print(f"Go runtime on SQLite; {load()}, {disk}\n\n{table(rows_of(results(run.stdout)))}")


if __name__ == "__main__":
    main()
