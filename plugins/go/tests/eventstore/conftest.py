"""Builds the runtime's durability program and reads system-call traces of it."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

RUNTIME = Path(__file__).parents[2] / "runtime"

# A thread's line of a trace, and a call that was interrupted by another thread's line.
LINE = re.compile(r"^(?P<thread>\d+) (?P<call>.*)$")
RESUMED = re.compile(r"<\.\.\. (?P<name>\w+) resumed>(?P<rest>.*)$")
ACKNOWLEDGED = re.compile(r"ack \S+ \d+ \d+ (?P<id>[0-9a-f-]{36}) ")


def _completed_calls(trace: str) -> Iterator[tuple[str, str]]:
    """Yield ("begin" | "end", call) in the order in which strace saw them."""
    open_calls: dict[str, str] = {}
    for line in trace.splitlines():
        match = LINE.match(line)
        if match is None:
            continue
        thread, call = match["thread"], match["call"].strip()
        if call.endswith("<unfinished ...>"):
            open_calls[thread] = call.removesuffix("<unfinished ...>")
            yield "begin", open_calls[thread]
        elif (resumed := RESUMED.search(call)) is not None:
            yield "end", open_calls.pop(thread) + resumed["rest"]
        else:
            yield "begin", call
            yield "end", call


def _unsynced(trace: str) -> tuple[int, list[str]]:
    """Count acknowledgements, and list those whose event was not synced before.

    An event is in the log's file when a write to it holds the event's identity; it is
    durable when a sync of that file began after this write and ended before the
    acknowledgement began.
    """
    pending = ""  # what was written to the log since the last sync began
    syncing = ""  # what the sync that is running covers
    durable = ""
    acknowledged, faults = 0, []
    for moment, call in _completed_calls(trace):
        if "-wal>" in call.split(",")[0].split(")")[0]:
            if call.startswith("pwrite64(") and moment == "end":
                pending += call
            elif call.startswith(("fsync(", "fdatasync(")) and moment == "begin":
                syncing, pending = pending, ""
            elif call.startswith(("fsync(", "fdatasync(")) and call.endswith("= 0"):
                durable, syncing = durable + syncing, ""
        elif call.startswith("write(1<") and moment == "begin":
            for match in ACKNOWLEDGED.finditer(call):
                acknowledged += 1
                if match["id"] not in durable:
                    faults.append(match["id"])
    return acknowledged, faults


@pytest.fixture(scope="session")
def build_program(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Build the durability program of a copy of the runtime."""

    def build(module: Path) -> Path:
        program = tmp_path_factory.mktemp("program") / "durabilitytest"
        subprocess.run(
            ["go", "build", "-o", str(program), "./eventstore/sqlite/durabilitytest"],
            cwd=module,
            check=True,
            timeout=600,
        )
        return program

    return build


@pytest.fixture(scope="session")
def program(build_program: Callable[[Path], Path]) -> Path:
    return build_program(RUNTIME)


@pytest.fixture(scope="session")
def unsynced() -> Callable[[Path, Path, int, int], tuple[int, list[str]]]:
    """Trace a run of the program; how many answers it gave and which came too early."""
    strace = shutil.which("strace")
    assert strace is not None, "strace is missing: run apt-get install strace"

    def trace(program: Path, folder: Path, clients: int, count: int) -> tuple[int, list[str]]:
        calls = folder / "trace"
        recorded = ["-e", "trace=pwrite64,write,fsync,fdatasync", "-o", str(calls)]
        load = ["-db", str(folder / "events.db"), "-clients", str(clients), "-count", str(count)]
        subprocess.run(
            [strace, "-f", "-y", "-s", "9000", *recorded, str(program), "append", *load],
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=300,
        )
        return _unsynced(calls.read_text(errors="replace"))

    return trace
