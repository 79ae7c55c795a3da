"""The order-processing example as its users meet it: over HTTP, on SQLite."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.harness import App, running, start

SLUG = "order-processing"
ACCEPT = {"email": "ada@example.com", "price": 4200}


@pytest.fixture(scope="module")
def app(built: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    with running(built(SLUG), tmp_path_factory.mktemp("order")) as running_app:
        yield running_app


def test_an_order_goes_from_received_to_delivered(app: App) -> None:
    order = app.create(SLUG)
    steps: list[tuple[str, dict[str, Any]]] = [
        ("accept", ACCEPT),
        ("capture_payment", {"amount": 4200, "reference": "r-1"}),
        ("send", {"parcel": "JD-7"}),
        ("confirm", {}),
    ]
    for version, (command, body) in enumerate(steps, 2):
        answer = app.fire(SLUG, order["id"], command, body)
        assert answer.status == 200, answer
        assert answer.body["version"] == version
        assert answer.headers["etag"] == f'"{version}"'
    assert answer.body["marking"]["delivered"] == 1
    assert answer.body["data"] == {"email": "ada@example.com", "price": 4200, "parcel": "JD-7"}
    assert not any(item["enabled"] for item in answer.body["enabled"])


def test_creating_tells_where_the_instance_is(app: App) -> None:
    answer = app.call("POST", f"/api/{SLUG}", {})
    assert answer.status == 201
    assert answer.headers["etag"] == '"1"'
    assert app.call("GET", answer.headers["location"]).body == answer.body


def test_another_amount_than_the_price_is_refused_and_nothing_is_stored(app: App) -> None:
    id_ = app.create(SLUG)["id"]
    app.fire(SLUG, id_, "accept", ACCEPT)
    answer = app.fire(SLUG, id_, "capture_payment", {"amount": 4199, "reference": "r"})
    assert (answer.status, answer.body["code"]) == (409, "guard-failed")
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert app.call("GET", f"/api/{SLUG}/{id_}").body["version"] == 2


def test_a_command_that_is_not_enabled_says_which_token_is_missing(app: App) -> None:
    id_ = app.create(SLUG)["id"]
    answer = app.fire(SLUG, id_, "confirm")
    assert (answer.status, answer.body["code"]) == (409, "not-enabled")
    (reason,) = answer.body["reasons"]
    assert (reason["code"], reason["place"]) == ("missing-tokens", "in_transit")
    assert (reason["need"], reason["have"]) == (1, 0)


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"email": "a@b.c"}, "/price", "required"),
        ({"email": "a@b.c", "price": "1"}, "/price", "wrong-type"),
        ({"email": "a@b.c", "price": 1.5}, "/price", "wrong-type"),
        ({"email": "a@b.c", "price": 2**63}, "/price", "out-of-range"),
        ({"email": "ab", "price": 1}, "/email", "too-short"),
        ({"email": "a@b.c", "price": 1, "extra": 1}, "/extra", "unknown-field"),
        ({"email": "a@b.c\u0000", "price": 1}, "/email", "invalid-string"),
    ],
)
def test_bad_input_is_refused_with_a_pointer(
    app: App, body: dict[str, Any], pointer: str, code: str
) -> None:
    answer = app.fire(SLUG, app.create(SLUG)["id"], "accept", body)
    assert (answer.status, answer.body["code"]) == (422, "invalid-input")
    assert {(e["pointer"], e["code"]) for e in answer.body["errors"]} == {(pointer, code)}


@pytest.mark.parametrize(
    "raw",
    [b"{", b"[]", b'{"email": "a@b.c", "email": "x@y.z", "price": 1}', b"{} {}", b"\xff\xfe{}"],
)
def test_a_body_that_is_not_one_json_object_is_refused(app: App, raw: bytes) -> None:
    id_ = app.create(SLUG)["id"]
    answer = app.call("POST", f"/api/{SLUG}/{id_}/accept", raw=raw)
    assert (answer.status, answer.body["code"]) == (422, "invalid-body")


def test_transport_errors_are_problems_too(app: App) -> None:
    id_ = app.create(SLUG)["id"]
    path = f"/api/{SLUG}/{id_}/accept"
    cases = [
        (app.call("GET", f"/api/{SLUG}/nothing-here"), 404, "not-found"),
        (app.call("GET", "/nowhere"), 404, "not-found"),
        (app.call("DELETE", f"/api/{SLUG}/{id_}"), 405, "method-not-allowed"),
        (
            app.call("POST", path, raw=b"x", Content_Type="text/plain"),
            415,
            "unsupported-media-type",
        ),
        (app.call("POST", path, raw=b" " * 300_000), 413, "body-too-large"),
        (app.call("GET", f"/api/{SLUG}?limit=x"), 400, "bad-request"),
        (app.call("GET", f"/api/{SLUG}?cursor=%00"), 400, "bad-request"),
        (app.call("POST", path, ACCEPT, If_Match='"9"'), 412, "stale"),
    ]
    for answer, status, code in cases:
        assert (answer.status, answer.body["code"]) == (status, code), answer
        assert answer.headers["content-type"].startswith("application/problem+json")


def test_a_repeated_request_with_its_key_gives_the_first_answer_again(app: App) -> None:
    first = app.create(SLUG, Idempotency_Key="create-1")
    assert app.create(SLUG, Idempotency_Key="create-1")["id"] == first["id"]
    path = (SLUG, first["id"], "accept")
    once = app.fire(*path, ACCEPT, Idempotency_Key="accept-1")
    again = app.fire(*path, ACCEPT, Idempotency_Key="accept-1")
    assert (once.status, again.status) == (200, 200)
    assert once.body == again.body
    other = app.fire(*path, {**ACCEPT, "price": 1}, Idempotency_Key="accept-1")
    assert (other.status, other.body["code"]) == (422, "key-reused")
    assert app.call("GET", f"/api/{SLUG}/{first['id']}").body["version"] == 2


def test_history_and_the_past_can_be_read(app: App) -> None:
    id_ = app.create(SLUG)["id"]
    app.fire(SLUG, id_, "accept", ACCEPT)
    events = app.call("GET", f"/api/{SLUG}/{id_}/events").body["items"]
    assert [e["version"] for e in events] == [1, 2]
    assert events[1]["type"] == "order_accepted"
    assert events[1]["data"] == ACCEPT
    past = app.call("GET", f"/api/{SLUG}/{id_}/at/1").body
    assert (past["version"], past["marking"]["received"]) == (1, 1)
    assert app.call("GET", f"/api/{SLUG}/{id_}/at/3").status == 404


def test_lists_page_through_everything_once(app: App) -> None:
    made = {app.create(SLUG)["id"] for _ in range(7)}
    seen: list[str] = []
    cursor = ""
    while True:
        page = app.call("GET", f"/api/{SLUG}?limit=3{cursor}").body
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert made <= set(seen)
    assert len(seen) == len(set(seen))


def test_of_fifty_first_fires_at_once_exactly_one_wins(app: App) -> None:
    id_ = app.create(SLUG)["id"]
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: app.fire(SLUG, id_, "accept", ACCEPT), range(50)))
    assert Counter(a.status for a in answers) == {200: 1, 409: 49}
    assert app.call("GET", f"/api/{SLUG}/{id_}").body["version"] == 2


def test_changes_are_told_live_over_server_sent_events(app: App) -> None:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=20)
    connection.request("GET", f"/api/{SLUG}/events", headers={"Accept": "text/event-stream"})
    stream = connection.getresponse()
    assert stream.status == 200
    id_ = app.create(SLUG)["id"]
    app.fire(SLUG, id_, "accept", ACCEPT)
    told = []
    while len(told) < 2:
        line = stream.readline().decode()
        if line.startswith("data:"):
            message = json.loads(line.removeprefix("data:"))
            told += [message["version"]] if message["id"] == id_ else []
    connection.close()
    assert told == [1, 2]


def test_everything_acknowledged_survives_kill_9(
    built: Callable[[str], Path], tmp_path: Path
) -> None:
    app = start(built(SLUG), tmp_path)
    id_ = app.create(SLUG)["id"]
    before = app.fire(SLUG, id_, "accept", ACCEPT).body
    app.kill()
    with running(built(SLUG), tmp_path) as again:
        assert again.call("GET", f"/api/{SLUG}/{id_}").body == before


def test_it_ends_in_order_when_asked_to(built: Callable[[str], Path], tmp_path: Path) -> None:
    app = start(built(SLUG), tmp_path)
    app.create(SLUG)
    assert app.stop() == 0


def test_the_routes_are_those_of_the_document(app: App) -> None:
    document = app.call("GET", "/openapi.json").body
    for path, item in document["paths"].items():
        concrete = path.replace("{id}", "none").replace("{version}", "1")
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            if concrete.endswith("/events") and concrete.count("/") == 3 and method == "GET":
                continue  # an endless stream, tested above
            answer = app.call(method, concrete, {} if method != "GET" else None)
            known = method.lower() in item
            assert (answer.status != 405) == known, (method, path, answer.status)


@pytest.mark.parametrize(
    "setting", ["PETRI_ADDR", "PETRI_STORE", "PETRI_BODY_LIMIT", "PETRI_LOG_LEVEL"]
)
def test_a_wrong_setting_ends_the_start_with_a_message(
    built: Callable[[str], Path], tmp_path: Path, setting: str
) -> None:
    with pytest.raises(AssertionError, match=setting):
        start(built(SLUG), tmp_path, **{setting: "?"})
