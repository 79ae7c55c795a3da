"""Errors name the place in the text and the next step."""

from __future__ import annotations

import pytest
from petri_pilot.expr import ExprError, Scope, check, parse_type
from petri_pilot.expr.types import BOOL, EnumType

SCOPE = Scope(
    parameters={
        "amount": parse_type("int"),
        "price": parse_type("float"),
        "customer_email": parse_type("string"),
        "tags": parse_type("list[string]"),
        "status": EnumType(("draft", "open")),
        "note": parse_type("json"),
    },
    data={"balances": parse_type("map[string]int"), "a-b": parse_type("int")},
    places=frozenset({"received", "paid"}),
    roles=frozenset({"customer", "admin"}),
    user=True,
)


@pytest.mark.parametrize(
    ("text", "fault", "hint"),
    [
        ("amount = 1", "=", "use == to compare"),
        ("amount > 0 & price > 0.0", "&", "use &&"),
        ("amount > 0 | price > 0.0", "|", "use ||"),
        ("amount => 1", "=", "use >="),
        ("amount === 1", "=", "use =="),
        ("amount !== 1", "=", "use !="),
        ("amount <> 1", ">", "use !="),
        ("amount > 0 and price > 0.0", "and", "use &&"),
        ("amount > 0 OR price > 0.0", "OR", "use ||"),
        ("not amount > 0", "amount", "use !"),
        ("amount mod 2 == 0", "mod", "use %"),
        ("0 < amount < 9", "<", "join two comparisons with &&, as in a < b && b < c"),
        ("amont > 0", "amont", "did you mean amount?"),
        ("Amount > 0", "Amount", "did you mean amount?"),
        ("lenght(tags) > 0", "lenght(tags)", "did you mean len?"),
        ("LEN(tags) > 0", "LEN(tags)", "did you mean len?"),
        ("user.nam == 'x'", "user.nam", "did you mean name?"),
        ("status == 'opne'", "'opne'", "did you mean open?"),
        ("hasRole('admni')", "'admni'", "did you mean admin?"),
        ("tokens('recieved') > 0", "'recieved'", "did you mean received?"),
        ("tokens(paid) > 0", "paid", 'write tokens("paid")'),
        ("tokens('balances') > 0", "'balances'", "balances holds data; use its bare name"),
        ("paid > 0", "paid", 'use tokens("paid") for the tokens of a place'),
        ("sum('paid') > 0", "'paid'", 'use tokens("paid") for the tokens of a place'),
        ("a - b > 0", "a", "a dash reads as minus; rename a-b to use it in expressions"),
        (
            "note == null",
            "null",
            "there is no null; absent values have a zero or refuse the firing",
        ),
        ("now > now()", "now", "call it: now(...)"),
        ("user == 'x'", "user", "use a member: user.id, user.name, user.email or user.roles"),
        ("True", "True", "write true"),
        ("contains(tags, 'x')", "tags", "use includes"),
        ("includes(customer_email, '@')", "customer_email", "use contains for strings"),
        ("max(tags) > 0", "max(tags)", "use maxOf for a list or map"),
        ("balances.alice > 0", "balances.alice", 'use ["alice"] for the entry of a map'),
        ("amount > '5'", "amount > '5'", None),
        ("amount == price", "amount == price", "declare both with the same type"),
        ("note.a == note.b", "note.a == note.b", "compare each with a value of a declared type"),
        ("tags == tags", "tags == tags", "compare their len, or use includes"),
        ("customer_email == 'a", "'a", "close it with '"),
        ("007 < amount", "00", "drop the leading zero"),
        ("price > 1.", "1.", "write digits after the point, as in 1.0"),
        ("{amount > 0}", "{", "drop the braces"),
        ("status == “open”", "“", 'use plain quotes, "..."'),
    ],
)
def test_an_error_points_at_the_fault_and_says_what_to_write(
    text: str, fault: str, hint: str | None
) -> None:
    with pytest.raises(ExprError) as caught:
        check(text, SCOPE, BOOL)
    start, end = caught.value.span
    assert text[start:end] == fault
    assert caught.value.hint == hint


def test_spans_count_code_points() -> None:
    with pytest.raises(ExprError) as caught:
        check("customer_email == '\U0001f600' & true", SCOPE)
    assert caught.value.span == (22, 23)


def test_every_node_knows_where_it_stands() -> None:
    tree = check("(amount + 1) > 2", SCOPE)
    assert tree.span == (0, 16)


def test_the_message_names_both_types_of_a_comparison() -> None:
    with pytest.raises(ExprError, match="int and string do not compare"):
        check("amount == customer_email", SCOPE)
