"""Runs that are interrupted, killed, or meet each other."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.fuzz.bad_input.process import (
    COMMAND,
    MODEL,
    TIMEOUT,
    Result,
    assert_no_bug,
    codegen,
    snapshot,
    write_model,
)

_CODEGEN = ("codegen", "model.json", "--target", "go", "-o", "app")


def _start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *_CODEGEN],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _finish(process: subprocess.Popen[bytes]) -> Result:
    out, err = process.communicate(timeout=TIMEOUT)
    return Result(process.returncode, out.decode(), err.decode())


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_the_old_or_the_new_tree(
    signal_: signal.Signals, tmp_path: Path
) -> None:
    write_model(tmp_path)
    assert codegen(tmp_path).status == 0
    (tmp_path / "app" / "own.txt").write_text("mine", "utf-8")
    versions = [snapshot(tmp_path / "app")]
    for number in range(8):
        document = {**MODEL, "description": f"version {number}"}
        write_model(tmp_path, document)
        process = _start(tmp_path)
        time.sleep(0.1 * number)
        process.send_signal(signal_)
        result = _finish(process)
        if signal_ != signal.SIGKILL:
            assert "Exception ignored" not in result.err
        recovered = codegen(tmp_path)
        assert recovered.status == 0, recovered.err
        versions.append(snapshot(tmp_path / "app"))
        assert versions[-1]["own.txt"] == b"mine"
        assert f"version {number}".encode() in versions[-1]["main.go"]
        assert codegen(tmp_path, "app", "--check").status == 0


def test_an_interrupt_before_anything_was_written_leaves_no_folder(tmp_path: Path) -> None:
    write_model(tmp_path)
    process = _start(tmp_path)
    process.send_signal(signal.SIGKILL)
    _finish(process)
    assert not (tmp_path / "app").exists()


def test_runs_at_once_end_with_one_whole_tree(tmp_path: Path) -> None:
    write_model(tmp_path)
    processes = [_start(tmp_path) for _ in range(4)]
    results = [_finish(process) for process in processes]
    for result in results:
        assert_no_bug(result)
        assert result.status == 0 or "core/folder-busy" in result.err, result.err
    assert any(result.status == 0 for result in results)
    assert codegen(tmp_path, "app", "--check").status == 0
