"""scripts/demo: what it prints works when pasted, and nothing acknowledged is lost."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from pathlib import Path

from tests.docs.demo import bash, demo
from tests.docs.pages import blocks
from tests.packaging.distributions import ROOT


def _events(text: str) -> list[dict[str, object]]:
    """The events in the last line of what the pasted lines print."""
    items: list[dict[str, object]] = json.loads(text.splitlines()[-1])["items"]
    return items


def test_the_lines_that_it_prints_work_and_the_events_outlive_kill_9(tmp_path: Path) -> None:
    folder = tmp_path / "order processing"
    with demo(folder) as first:
        (pasted,) = [b for b in blocks(ROOT / "README.md", "Two commands") if "app=" in b]
        assert re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:PORT", first.commands) == pasted
        said = bash(first.commands + "printf %s $id >id", tmp_path)
        events = _events(said)
        assert [event["type"] for event in events] == ["created", "order_accepted"]
        assert first.end(signal.SIGKILL) == -signal.SIGKILL
    id_ = (tmp_path / "id").read_text()
    with demo(folder) as second:
        address = second.commands.splitlines()[0]
        assert _events(bash(f"{address}\ncurl -s $app/{id_}/events", tmp_path)) == events
        assert second.end(signal.SIGINT) == 0


def test_it_refuses_what_it_does_not_understand(tmp_path: Path) -> None:
    for arguments in (["--port=80"], ["a", "b"]):
        result = subprocess.run(
            [str(ROOT / "scripts" / "demo"), *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (result.returncode, result.stderr) == (2, "usage: scripts/demo [FOLDER]\n")
    assert list(tmp_path.iterdir()) == []
