"""The token-ledger example under a thousand random commands, against a model of its own."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.harness import Answer, App, running

SLUG = "token-ledger"
PEOPLE = ("ann", "bob", "cy", "Ünal", "x y")


@pytest.fixture(scope="module")
def app(built: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with running(built(SLUG), tmp_path_factory.mktemp("ledger")) as running_app:
        yield running_app


class Ledger:
    """What ERC-20 means, written down independently."""

    def __init__(self) -> None:
        self.balances: dict[str, int] = {}
        self.allowances: dict[tuple[str, str], int] = {}
        self.supply = 0

    def accepts(self, command: str, i: dict[str, str]) -> bool:
        amount = int(i["amount"])
        if command == "approve":
            self.allowances[i["owner"], i["spender"]] = amount
            return True
        if amount == 0:
            return False
        if command == "mint":
            self._move(None, i["recipient"], amount)
        elif command == "burn":
            if self.balances.get(i["sender"], 0) < amount:
                return False
            self._move(i["sender"], None, amount)
        elif command == "transfer":
            if i["sender"] == i["recipient"] or self.balances.get(i["sender"], 0) < amount:
                return False
            self._move(i["sender"], i["recipient"], amount)
        else:
            allowed = self.allowances.get((i["owner"], i["spender"]), 0)
            if allowed < amount or self.balances.get(i["owner"], 0) < amount:
                return False
            self.allowances[i["owner"], i["spender"]] = allowed - amount
            self._move(i["owner"], i["recipient"], amount)
        return True

    def _move(self, source: str | None, target: str | None, amount: int) -> None:
        """None is the mint: what leaves it adds to the supply."""
        if source is None:
            self.supply += amount
        else:
            self.balances[source] -= amount
        if target is None:
            self.supply -= amount
        else:
            self.balances[target] = self.balances.get(target, 0) + amount


def test_a_thousand_random_commands_keep_the_books_balanced(app: App) -> None:
    chance = random.Random(20)
    id_ = app.create(SLUG)["id"]
    ledger = Ledger()
    names = {
        "mint": ("recipient",),
        "burn": ("sender",),
        "transfer": ("sender", "recipient"),
        "approve": ("owner", "spender"),
        "transfer_from": ("owner", "spender", "recipient"),
    }
    fired = 0
    for _ in range(1000):
        command = chance.choice(list(names))
        body = {name: chance.choice(PEOPLE) for name in names[command]}
        body["amount"] = str(chance.choice((0, 1, 7, 100, 10**30)) * chance.randint(0, 3))
        accepted = ledger.accepts(command, body)
        answer = app.fire(SLUG, id_, command, body)
        assert (answer.status == 200) == accepted, (command, body, answer)
        fired += accepted
    assert fired > 200
    data = app.call("GET", f"/api/{SLUG}/{id_}").body["data"]
    balances = {person: int(amount) for person, amount in data["balances"].items()}
    assert {p: a for p, a in balances.items() if a} == {
        p: a for p, a in ledger.balances.items() if a
    }
    assert sum(balances.values()) == int(data["supply"]) == ledger.supply


def refused(answer: Answer, status: int, code: str) -> None:
    assert (answer.status, answer.body["code"]) == (status, code), answer


def test_overdraft_negative_malformed_and_unknown_are_refused_and_nothing_is_stored(
    app: App,
) -> None:
    id_ = app.create(SLUG)["id"]
    app.fire(SLUG, id_, "mint", {"recipient": "ann", "amount": "5"})

    def transfer(**body: Any) -> Answer:
        return app.fire(SLUG, id_, "transfer", {"sender": "ann", "recipient": "bob", **body})

    refused(transfer(amount="6"), 409, "not-enabled")
    refused(transfer(amount="0"), 409, "guard-failed")
    for malformed in ("-1", "1.5", "", "01", 1, None, "1e3", "٣"):
        refused(transfer(amount=malformed), 422, "invalid-input")
    refused(transfer(amount="1", memo="hi"), 422, "invalid-input")
    refused(transfer(), 422, "invalid-input")
    refused(transfer(amount="9" * 4097), 422, "invalid-input")
    state = app.call("GET", f"/api/{SLUG}/{id_}").body
    assert (state["version"], state["data"]["balances"]) == (2, {"ann": "5"})


def test_approve_replaces_the_allowance(app: App) -> None:
    id_ = app.create(SLUG)["id"]
    for amount in ("5", "3"):
        app.fire(SLUG, id_, "approve", {"owner": "ann", "spender": "bob", "amount": amount})
    data = app.call("GET", f"/api/{SLUG}/{id_}").body["data"]
    assert data["allowances"] == {"ann": {"bob": "3"}}


def test_a_replayed_transfer_moves_nothing_twice(app: App) -> None:
    id_ = app.create(SLUG)["id"]
    app.fire(SLUG, id_, "mint", {"recipient": "ann", "amount": "5"})
    body = {"sender": "ann", "recipient": "bob", "amount": "2"}
    answers = [app.fire(SLUG, id_, "transfer", body, Idempotency_Key="t-1") for _ in range(3)]
    assert {a.status for a in answers} == {200}
    data = app.call("GET", f"/api/{SLUG}/{id_}").body["data"]
    assert data["balances"] == {"ann": "3", "bob": "2"}
