"""What was acknowledged is on the disk, whatever happens to the process."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

CLIENTS = 8
KILLS = int(os.environ.get("PETRI_KILLS", "200" if os.environ.get("PETRI_FULL") == "1" else "25"))


@pytest.mark.parametrize(("clients", "count"), [(1, 30), (8, 20)])
def test_the_log_is_synced_between_the_write_of_an_event_and_its_answer(
    program: Path,
    tmp_path: Path,
    unsynced: Callable[[Path, Path, int, int], tuple[int, list[str]]],
    clients: int,
    count: int,
) -> None:
    acknowledged, faults = unsynced(program, tmp_path, clients, count)
    assert acknowledged == clients * count
    assert faults == []


def append_until_killed(program: Path, db: Path, output: Path, after: float) -> list[str]:
    """Run the program under load, kill it, and return the lines it acknowledged."""
    with output.open("wb") as out:
        process = subprocess.Popen(
            [str(program), "append", "-db", str(db), "-clients", str(CLIENTS)],
            stdout=out,
            stderr=subprocess.PIPE,
        )
        try:
            # The first acknowledgement starts the clock: before it nothing is under load.
            deadline = time.monotonic() + 60
            while output.stat().st_size == 0 and time.monotonic() < deadline:
                assert process.poll() is None, process.communicate()[1].decode()
                time.sleep(0.001)
            time.sleep(after)
        finally:
            process.send_signal(signal.SIGKILL)
            stderr = process.communicate(timeout=60)[1].decode()
        assert process.returncode == -signal.SIGKILL, stderr
    text = output.read_text()
    return [line.removeprefix("ack ") for line in text[: text.rfind("\n") + 1].splitlines()]


def read_log(program: Path, db: Path) -> list[tuple[int, str, int, str, str]]:
    run = subprocess.run(
        [str(program), "read", "-db", str(db)],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    events = []
    for line in run.stdout.splitlines():
        _, position, stream, version, identity, key = line.split(" ")
        events.append((int(position), stream, int(version), identity, key))
    return events


def assert_no_gap_and_nothing_twice(events: list[tuple[int, str, int, str, str]]) -> None:
    assert [e[0] for e in events] == list(range(1, len(events) + 1))
    versions: dict[str, int] = {}
    for _, stream, version, _, _ in events:
        assert version == versions.get(stream, 0) + 1
        versions[stream] = version
    assert len({e[3] for e in events}) == len(events)
    assert len({e[4] for e in events}) == len(events)


def test_after_a_kill_everything_acknowledged_is_there_once_and_without_a_gap(
    program: Path, tmp_path: Path
) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # shown when the test fails
    moments = random.Random(seed)
    db = tmp_path / "events.db"
    acknowledged: dict[str, str] = {}
    for _ in range(KILLS):
        lines = append_until_killed(program, db, tmp_path / "output", moments.uniform(0, 0.15))
        for line in lines:
            stream, version, position, identity, key = line.split(" ")
            acknowledged[f"{position} {stream} {version} {identity} {key}"] = line
        if db.stat().st_size > 20_000_000:
            check(program, db, acknowledged)
            db, acknowledged = tmp_path / f"{moments.random()}.db", {}
    check(program, db, acknowledged)


def check(program: Path, db: Path, acknowledged: dict[str, str]) -> None:
    events = read_log(program, db)
    assert_no_gap_and_nothing_twice(events)
    there = {" ".join(str(part) for part in event) for event in events}
    lost = sorted(set(acknowledged) - there)
    assert lost == []
    assert acknowledged


def test_two_processes_on_one_file_share_one_log(program: Path, tmp_path: Path) -> None:
    db = tmp_path / "events.db"
    load = ["-clients", "4", "-count", "50"]
    processes = [
        subprocess.Popen(
            [str(program), "append", "-db", str(db), *load, "-prefix", name],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("left", "right")
    ]
    acknowledged = set()
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        for line in out.splitlines():
            _, stream, version, position, identity, key = line.split(" ")
            acknowledged.add((int(position), stream, int(version), identity, key))
    events = read_log(program, db)
    assert_no_gap_and_nothing_twice(events)
    assert set(events) == acknowledged
    assert len(events) == 400
