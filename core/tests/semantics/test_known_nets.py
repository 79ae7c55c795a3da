"""Nets whose reachable markings are known from the literature or by counting."""

from .nets import Net, explore, interpreter_of


def chain(length: int, tokens: int) -> Net:
    places = {f"p{i}": tokens if i == 0 else 0 for i in range(length)}
    moves = {f"t{i}": [("in", f"p{i}", 1), ("out", f"p{i + 1}", 1)] for i in range(length - 1)}
    return Net(places, moves)


def test_two_tokens_moving_once_give_three_markings_and_two_firings() -> None:
    net = Net({"a": 2, "b": 0}, {"move": [("in", "a", 1), ("out", "b", 1)]})
    markings, firings, dead = explore(interpreter_of(net))
    assert (markings, firings) == (3, 2)
    assert [dict(state.marking) for state in dead] == [{"a": 0, "b": 2}]


def test_sir_of_ten_has_77_markings_121_firings_and_11_dead_states() -> None:
    infect = [("in", "s", 1), ("in", "i", 1), ("out", "i", 2)]
    recover = [("in", "i", 1), ("out", "r", 1)]
    net = Net({"s": 10, "i": 1, "r": 0}, {"infect": infect, "recover": recover})
    markings, firings, dead = explore(interpreter_of(net))
    assert (markings, firings, len(dead)) == (77, 121, 11)
    assert all(state.marking["i"] == 0 for state in dead)


def test_a_chain_counts_its_markings_as_ways_to_spread_tokens() -> None:
    # C(tokens + places - 1, places - 1) markings; a firing for every place but the
    # last that holds a token: (places - 1) * C(tokens + places - 2, places - 1).
    markings, firings, dead = explore(interpreter_of(chain(5, 6)))
    assert (markings, firings, len(dead)) == (210, 504, 1)


def test_a_chain_of_eight_places_with_ten_tokens() -> None:
    markings, firings, dead = explore(interpreter_of(chain(8, 10)))
    assert (markings, firings, len(dead)) == (19_448, 80_080, 1)


def test_an_order_that_is_checked_paid_and_shipped_stops_only_at_its_ends() -> None:
    def step(source: str, target: str) -> list[tuple[str, str, int]]:
        return [("in", source, 1), ("out", target, 1)]

    places = dict.fromkeys(["placed", "checked", "refused", "paid", "sent", "done"], 0)
    net = Net(
        {**places, "placed": 1},
        {
            "check": step("placed", "checked"),
            "refuse": step("placed", "refused"),
            "pay": step("checked", "paid"),
            "send": step("paid", "sent"),
            "confirm": step("sent", "done"),
        },
    )
    markings, firings, dead = explore(interpreter_of(net))
    assert (markings, firings) == (6, 5)
    ends = {place for state in dead for place, n in state.marking.items() if n}
    assert ends == {"refused", "done"}
