"""scripts/demo as a newcomer meets it: started, read, stopped."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.packaging.distributions import ROOT

LAST_WORDS = "starts it again."
"""How its explanation ends."""
PATIENCE = 600
"""Seconds until it listens, with everything still to be compiled."""

_INDENTED = re.compile(r"^    (.*)\n", re.MULTILINE)


class Demo:
    """A running scripts/demo that has said what to try."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said = ""

    def listen(self) -> None:
        """Read what it says until it has said how to use it."""
        timer = threading.Timer(PATIENCE, self.process.kill)
        timer.start()
        assert self.process.stderr is not None
        try:
            for line in self.process.stderr:
                self.said += line
                if LAST_WORDS in line:
                    return
        finally:
            timer.cancel()
        raise AssertionError(f"it ended before it listened: {self.said}")

    @property
    def commands(self) -> str:
        """The lines that it tells to paste."""
        return "".join(f"{line}\n" for line in _INDENTED.findall(self.said))

    def end(self, signal: int) -> int:
        """Signal it as a terminal would, and wait for all that it started.

        Its standard error ends only when the last process that holds it has ended.
        """
        self.process.send_signal(signal)
        self.process.communicate(timeout=60)
        return self.process.returncode


@contextmanager
def demo(folder: Path) -> Iterator[Demo]:
    """Run scripts/demo with its output in `folder`."""
    with subprocess.Popen(
        [str(ROOT / "scripts" / "demo"), str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        running = Demo(process)
        try:
            running.listen()
            yield running
        finally:
            if process.poll() is None:
                process.kill()


def bash(script: str, cwd: Path) -> str:
    """What a script prints that is pasted into bash with `petri` on the path, and succeeds."""
    tools = Path(sys.executable).parent
    result = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=cwd,
        env={**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout
