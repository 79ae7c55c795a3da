"""SIGKILL under load: everything acknowledged is there, nothing twice, no gap."""

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
