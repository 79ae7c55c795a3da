"""Durability over HTTP: kills under load, and the order of system calls."""

from __future__ import annotations

import http.client
import os
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.e2e.harness import App, start

KILLS = int(os.environ.get("PETRI_APP_KILLS", "8"))
CLIENTS = 8
SLUG = "vending-machine"


class Client(threading.Thread):
    """Fires `insert_coin` and `give_back` in turn on an instance of its own, keyed and counted."""

    def __init__(self, app: App, id_: str, first: int) -> None:
        super().__init__(daemon=True)
        self.app, self.id, self.sent, self.acknowledged = app, id_, first, first

    def run(self) -> None:
        while True:
            command = "insert_coin" if self.sent % 2 else "give_back"
            self.sent += 1
            try:
                answer = self.app.fire(
                    SLUG, self.id, command, Idempotency_Key=f"{self.id}-{self.sent}"
                )
            except (OSError, http.client.HTTPException):
                return
            if answer.status != 200:
                return
            self.acknowledged = self.sent


def test_kills_at_random_points_lose_and_repeat_nothing(
    built: Callable[[str], Path], tmp_path: Path
) -> None:
    chance = random.Random(4)
    binary = built(SLUG)
    app = start(binary, tmp_path)
    ids = [app.create(SLUG)["id"] for _ in range(CLIENTS)]
    known = dict.fromkeys(ids, 1)
    for _ in range(KILLS):
        clients = [Client(app, id_, known[id_]) for id_ in ids]
        for client in clients:
            client.start()
        time.sleep(chance.uniform(0.05, 0.4))
        app.kill()
        for client in clients:
            client.join(timeout=40)
            assert not client.is_alive()
        app = start(binary, tmp_path)
        for client in clients:
            version = app.call("GET", f"/api/{SLUG}/{client.id}").body["version"]
            # The last request may have been stored without its answer being heard.
            assert client.acknowledged <= version <= client.sent, client.id
            known[client.id] = version
    assert sum(known.values()) > CLIENTS * 2, "no load was applied"
    for id_ in ids:
        versions: list[int] = []
        while True:
            after = versions[-1] if versions else 0
            page = app.call("GET", f"/api/{SLUG}/{id_}/events?after={after}&limit=200").body
            versions += [event["version"] for event in page["items"]]
            if page["next"] is None:
                break
        assert versions == list(range(1, known[id_] + 1))
    app.kill()


def test_the_log_is_synced_before_each_answer_over_http(
    built: Callable[[str], Path], tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    # -D: the tracer is the grandchild, so that the process that we started is the application.
    calls = "trace=pwrite64,fsync,fdatasync,write"
    tracer = ("strace", "-D", "-f", "-y", "-s", "64", "-e", calls, "-o", str(trace))
    app = start(built(SLUG), tmp_path, under=tracer)
    id_ = app.create(SLUG)["id"]
    for number in range(30):
        command = "give_back" if number % 2 else "insert_coin"
        assert app.fire(SLUG, id_, command).status == 200
    assert app.stop() == 0
    answers = answers_in(trace.read_text(errors="replace"))
    assert len(answers) == 31
    assert all(written and synced for written, synced in answers), answers


def answers_in(trace: str) -> list[tuple[bool, bool]]:
    """For each 2xx answer: was the log written since the last one, and synced since then?"""
    answers: list[tuple[bool, bool]] = []
    written = synced = False
    unfinished: dict[str, str] = {}
    for line in trace.splitlines():
        thread, _, call = line.partition(" ")
        call = call.strip()
        if call.endswith("<unfinished ...>"):
            unfinished[thread] = call
        elif call.startswith("<..."):
            call = unfinished.pop(thread, "") + call
        # A write counts from its begin, a sync from its end.
        if call.startswith("pwrite64(") and "-wal>" in call.split(",")[0]:
            written, synced = True, False
        elif call.startswith(("fsync(", "fdatasync(")) and "-wal>" in call:
            synced = synced or call.endswith("= 0")
        elif call.startswith("write(") and "HTTP/1.1 20" in call and "resumed" not in call:
            answers.append((written, synced))
            written = synced = False
    return answers
