from __future__ import annotations

import pytest

from .samples import FORMATS, TOKEN, codes, read


def test_parameters_are_inferred_with_their_types_and_told() -> None:
    result = read("pflow", TOKEN)
    assert result.document is not None
    pay, mint = result.document["transitions"]
    assert pay["bindings"] == [
        {"name": "from", "type": "string"},
        {"name": "to", "type": "string"},
        {"name": "amount", "type": "int64"},
    ]
    assert [b["name"] for b in mint["bindings"]] == ["to", "amount"]
    assert set(codes(result)) == {"core/translated"}
    assert "from: string, to: string, amount: int64" in result.diagnostics[0].message


def test_a_version_loses_the_v_that_names_of_pflow_need() -> None:
    document = read("pflow", TOKEN).document
    assert document is not None
    assert document["version"] == "1.2.0"


@pytest.mark.parametrize(
    ("guard", "types"),
    [
        ("a", {"a": "bool"}),
        ("!a && b > 1", {"a": "bool", "b": "int"}),
        ("a < b && b < c && c > 1.5", {"a": "float", "b": "float", "c": "float"}),
        ('a == "x"', {"a": "string"}),
        ("contains(a, b)", {"a": "string", "b": "string"}),
        ("min(a, b) > now()", {"a": "time", "b": "time"}),
        ("len(a) > b", {"a": "string", "b": "int"}),
        ("a <= sum(balances)", {"a": "int64"}),
        ('a <= sum("balances")', {"a": "int64"}),
        ("balances[a] >= b + c", {"a": "string", "b": "int64", "c": "int64"}),
        ("tokens(open) > a", {"a": "int"}),
        ("open > a", {"a": "int"}),
        ("user.id == a", {"a": "string"}),
        ("(a + 1) * 2 > total", {"a": "int64"}),
        ('total > 0 && "a b" != "c"', {}),
    ],
)
def test_types_follow_from_use(guard: str, types: dict[str, str]) -> None:
    text = TOKEN.replace("(action mint)", f"(action mint) (action x :guard {{{guard}}})")
    document = read("pflow", text).document
    assert document is not None
    bindings = document["transitions"][2].get("bindings", [])
    assert {b["name"]: b["type"] for b in bindings} == types


def test_names_of_token_places_count_their_tokens() -> None:
    text = TOKEN.replace("sum(balances) == total", "open >= 1 && tokens(open) < 2 && 'open' != ''")
    document = read("pflow", text).document
    assert document is not None
    expression = document["constraints"][0]["expr"]
    assert expression == "tokens(\"open\") >= 1 && tokens(open) < 2 && 'open' != ''"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("(schema a", "core/pflow-syntax", (1, 10)),
        ("(schema a))", "core/pflow-syntax", (1, 11)),
        ("(schema a) (schema b)", "core/pflow-syntax", (1, 12)),
        ("(schema a (version 1))", "core/pflow-syntax", (1, 11)),
        ("(schema a (nope))", "core/pflow-unknown-keyword", (1, 12)),
        ("(schema a\n (states (state s :foo 1)))", "core/pflow-unknown-keyword", (2, 19)),
        ("(schema a (states (state s :kind x)))", "core/pflow-syntax", (1, 34)),
        ("(schema a (states (state s :initial)))", "core/pflow-syntax", (1, 28)),
        ("(schema a (actions (action x :guard {a)))", "core/pflow-syntax", (1, 37)),
        ("(schema a (arcs (arc b c)))", "core/pflow-syntax", (1, 17)),
        ('(schema a (states (state "s)))', "core/pflow-syntax", (1, 26)),
        ("(schema a (states (state s$)))", "core/pflow-syntax", (1, 27)),
        ("(" * 10_000, "core/pflow-syntax", (1, 17)),
    ],
)
def test_errors_are_located(text: str, code: str, place: tuple[int, int]) -> None:
    result = read("pflow", text)
    assert result.document is None
    assert codes(result) == [code]
    assert result.locate(result.diagnostics[0].origin.pointer) == place


def test_every_unknown_keyword_is_told_at_its_own_place() -> None:
    result = read(
        "pflow", "(schema a (states (state s :x 1)\n(state t :y 1)) (arcs (arc s -> t :z 1)))"
    )
    places = [result.locate(d.origin.pointer) for d in result.diagnostics]
    assert places == [(1, 28), (2, 10), (2, 35)]


def test_parts_of_the_net_are_located_in_the_schema() -> None:
    result = read("pflow", TOKEN)
    assert result.locate("/transitions/0/guard") == (8, 24)
    assert result.locate("/arcs/2/keys") == (13, 32)
    assert result.locate("/places/1") == (5, 5)


def test_writing_what_was_read_gives_the_same_net() -> None:
    document = read("pflow", TOKEN).document
    assert document is not None
    written = FORMATS["pflow"].write(document)
    assert written.diagnostics == ()
    assert read("pflow", written.text).document == document


def test_a_state_with_keys_but_without_a_type_is_refused() -> None:
    text = "(schema a (states (state s)) (actions (action t)) (arcs (arc s -> t :keys (k))))"
    result = read("pflow", text)
    assert result.document is None
    assert "core/cannot-translate" in codes(result)
