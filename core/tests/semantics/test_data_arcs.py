"""Data arcs and constraints, with every expected value worked out by hand."""

from .story import Story


def test_a_ledger_moves_amounts_and_keeps_their_sum() -> None:
    story = Story("ledger")
    minted = story.fire("mint", to="alice", amount="100")
    assert minted.event.data == {"to": "alice", "amount": "100"}
    story.fire("transfer", **{"from": "alice", "to": "bob", "amount": "30"})
    assert story.data == {
        "balances": {"alice": "70", "bob": "30"},
        "allowances": {},
        "supply": "100",
    }
    story.fire("transfer", **{"from": "bob", "to": "carol", "amount": "30"})
    assert story.data["balances"] == {"alice": "70", "bob": "0", "carol": "30"}
    story.fire("burn", **{"from": "carol", "amount": "10"})
    assert story.data["supply"] == "90"


def test_an_overdraft_is_refused_with_what_is_there() -> None:
    story = Story("ledger")
    story.fire("mint", to="alice", amount="100")
    assert story.reasons("transfer", **{"from": "alice", "to": "bob", "amount": "101"}) == [
        {
            "code": "insufficient-value",
            "message": 'needs 101 in balances["alice"], has 100',
            "place": 'balances["alice"]',
            "need": "101",
            "have": "100",
        }
    ]
    assert story.reasons("burn", **{"from": 'q"\\', "amount": "1"}) == [
        {
            "code": "insufficient-value",
            "message": 'needs 1 in balances["q\\"\\\\"], has 0',
            "place": 'balances["q\\"\\\\"]',
            "need": "1",
            "have": "0",
        }
    ]
    assert story.code("transfer", **{"from": "alice", "to": "alice", "amount": "1"}) == (
        "guard-failed"
    )


def test_approving_replaces_and_spending_takes_from_allowance_and_balance() -> None:
    story = Story("ledger")
    story.fire("mint", to="alice", amount="100")
    story.fire("approve", owner="alice", spender="bob", amount="5")
    story.fire("approve", owner="alice", spender="bob", amount="50")
    spend = {"owner": "alice", "spender": "bob", "to": "carol"}
    story.fire("transfer_from", **spend, amount="20")
    assert story.data["allowances"] == {"alice": {"bob": "30"}}
    assert story.data["balances"] == {"alice": "80", "carol": "20"}
    both = story.reasons("transfer_from", **spend, amount="81")
    assert [r["place"] for r in both] == ['allowances["alice"]["bob"]', 'balances["alice"]']


def test_a_constraint_refuses_and_names_itself() -> None:
    story = Story("ledger")
    refused = story.refuse("mint", to="alice", amount="1000000000000000000000001")
    assert (refused.code, refused.constraint) == ("constraint-violated", "bounded")
    story.fire("mint", to="alice", amount="1000000000000000000000000")


def test_constraints_are_examined_in_order_and_may_fail_to_evaluate() -> None:
    story = Story("budget")
    assert story.refuse("spend", n=11).constraint == "within_limit"
    assert story.refuse("split", n=6).constraint == "share"
    assert story.code("split", n=0) == "division-by-zero"
    for _ in range(3):
        story.fire("order")
    assert story.refuse("order").constraint == "few_orders"


def test_lockers_are_rented_once_and_taken_back_by_key() -> None:
    story = Story("lockers")
    story.fire("rent", slot=7, who="alice")
    assert story.reasons("rent", slot=7, who="bob") == [
        {"code": "inhibited", "message": "needs no entry slots[7]", "place": "slots[7]"}
    ]
    assert story.reasons("open", slot=-3, who="") == [
        {"code": "missing-entry", "message": "needs an entry slots[-3]", "place": "slots[-3]"}
    ]
    assert story.code("open", slot=7, who="bob") == "guard-failed"
    story.fire("remember", slot=7)
    assert story.data["last"] == "alice"
    story.fire("give_up", slot=7)
    assert story.data["slots"] == {}
    assert story.marking["free"] == 3
    story.fire("force", slot=7)
    story.fire("forget")
    assert story.data["last"] == ""


def test_the_maps_of_a_nested_map_are_made_by_writing_only() -> None:
    story = Story("lockers")
    story.fire("drop", row="a", column="x")
    story.fire("erase", row="a", column="x")
    story.fire("drop_row", row="a")
    assert story.data["grid"] == {}
    story.fire("pull", row="a", column="x", n=0)
    assert story.data["grid"] == {"a": {"x": 0}}
    story.fire("put", row="a", column="x", n=4)
    story.fire("drop", row="a", column="x")
    assert story.data["grid"] == {"a": {}}
    story.fire("known_row", row="a")
    story.fire("drop_row", row="a")
    assert [r["code"] for r in story.reasons("known_row", row="a")] == ["missing-entry"]


def test_entries_are_compared_by_read_and_inhibitor_arcs() -> None:
    story = Story("lockers")
    cell = {"row": "a", "column": "x"}
    story.fire("put", **cell, n=4)
    story.fire("at_least", **cell, n=4)
    assert [r["code"] for r in story.reasons("at_least", **cell, n=5)] == ["insufficient-value"]
    assert story.reasons("less_than", **cell, n=4) == [
        {
            "code": "inhibited",
            "message": 'needs fewer than 4 in grid["a"]["x"], has 4',
            "place": 'grid["a"]["x"]',
            "need": 4,
            "have": 4,
        }
    ]
    story.fire("less_than", **cell, n=5)
    assert story.code("put", **cell, n=-1) == "negative-value"
    assert story.code("pull", **cell, n=-1) == "negative-value"


def test_lists_lose_the_first_equal_item_and_maps_the_key() -> None:
    story = Story("lists")
    for item in ("bob", "carol", "bob"):
        story.fire("push", item=item)
    assert story.code("first", index=0) == "guard-failed"
    story.fire("first", index=1)
    assert story.code("first", index=3) == "missing-field"
    story.fire("cut", item="bob")
    assert story.data["queue"] == ["carol", "bob"]
    story.fire("cut", item="carol")
    story.fire("cut", item="carol")
    assert story.data["queue"] == ["bob"]
    story.fire("unmark", who="alice", n=1)
    assert story.data["marks"] == {}
    story.fire("mark", who="alice", n=1)
    story.fire("see", who="alice")
    story.fire("unsee", who="nobody")
    story.fire("unsee", who="alice")
    assert story.data["seen"] == {}
    story.fire("reset")
    assert story.data["queue"] == ["start"]
    assert story.data["marks"] == {}


def test_arithmetic_refuses_at_its_limits() -> None:
    story = Story("calculator")
    top = 2**63 - 1
    story.fire("assign", n=top)
    assert story.code("add", n=1) == "overflow"
    assert story.code("add", n=-1) == "negative-value"
    assert story.code("multiply", n=2) == "overflow"
    assert story.code("divide", n=0) == "division-by-zero"
    story.fire("divide", n=2)
    assert story.data["total"] == top // 2
    story.fire("assign", n=-(2**63))
    assert story.code("negate", n=-(2**63)) == "overflow"
    story.fire("remainder", n=-7, m=3)
    assert story.code("remainder", n=7, m=-3) == "guard-failed"
    assert story.code("shrink", a="6") == "underflow"
    story.fire("shrink", a="4")
    assert story.data["exact"] == "1"
    assert story.code("halve", x=0) == "division-by-zero"
    assert story.code("blow", x=1e10) == "overflow"


def test_an_event_holds_its_declared_fields_and_what_the_state_was() -> None:
    story = Story("orders")
    paid = story.fire("pay", amount=50, memo="thanks")
    assert paid.event.type == "order_paid"
    assert paid.event.data == {"amount": 50, "owner": "alice"}
    sent = story.fire("ship", carrier_in="mule")
    assert sent.event.data == {"carrier_in": "mule", "carrier": "", "price": 50}
    assert story.data["carrier"] == "mule"


def test_a_read_arc_may_depend_on_what_the_event_leaves_out() -> None:
    story = Story("orders")
    audited = story.fire("audit", least=50, limit=2, note="fine")
    assert audited.event.data == {"note": "fine"}
    assert [r["code"] for r in story.reasons("audit", least=51, limit=1, note="")] == [
        "inhibited",
        "insufficient-value",
    ]
