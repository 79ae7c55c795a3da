"""What the machine was like while a benchmark ran: figures mean little without it."""

from __future__ import annotations

import os
import tempfile
import time


def load() -> str:
    """The load averages and the number of processors."""
    averages = ", ".join(f"{average:.1f}" for average in os.getloadavg())
    return f"load {averages} on {os.cpu_count()} processors"


def syncs_per_second(seconds: float = 1.0) -> float:
    """How many times a second a page can be appended to a file and synced to the disk."""
    with tempfile.TemporaryFile(buffering=0) as file:
        page, count, begun = bytes(4096), 0, time.monotonic()
        while (elapsed := time.monotonic() - begun) < seconds:
            file.write(page)
            os.fdatasync(file.fileno())
            count += 1
    return count / elapsed


def table(rows: list[list[str]]) -> str:
    """Rows, of which the first is the heading, as aligned columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(c.rjust(w) for c, w in zip(row, widths, strict=True)) for row in rows]
    return "\n".join([lines[0], "  ".join("-" * w for w in widths), *lines[1:]])
