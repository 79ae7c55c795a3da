"""Token arcs, with every expected value worked out by hand."""

from .story import Story


def test_a_train_needs_the_signal_and_a_free_block() -> None:
    story = Story("railway")
    assert story.reasons("enter") == [
        {
            "code": "missing-tokens",
            "message": "needs 1 in signal, has 0",
            "place": "signal",
            "need": 1,
            "have": 0,
        }
    ]
    story.fire("set_signal")
    story.fire("enter")
    assert story.marking == {"waiting": 2, "signal": 1, "block": 1, "passed": 0, "log": 2}
    assert story.reasons("enter") == [
        {
            "code": "inhibited",
            "message": "needs fewer than 1 in block, has 1",
            "place": "block",
            "need": 1,
            "have": 1,
        }
    ]


def test_an_inhibitor_of_weight_two_allows_one_token() -> None:
    story = Story("railway")
    story.fire("set_signal")
    story.fire("set_signal")
    assert story.marking["signal"] == 2
    assert [r["need"] for r in story.reasons("set_signal")] == [2]


def test_a_reset_empties_whatever_is_there_before_outputs_are_added() -> None:
    story = Story("railway")
    story.fire("set_signal")
    for _ in range(2):
        story.fire("enter")
        story.fire("leave")
    assert story.marking == {"waiting": 1, "signal": 1, "block": 0, "passed": 2, "log": 4}
    story.fire("inspect")
    assert story.marking["log"] == 1
    story.fire("clear")
    assert story.marking == {"waiting": 1, "signal": 1, "block": 0, "passed": 2, "log": 0}
    story.fire("clear")
    assert story.marking["log"] == 0


def test_reading_more_than_is_taken_is_told_once_with_what_reading_needs() -> None:
    story = Story("railway")
    story.fire("set_signal")
    story.fire("enter")
    assert [(r["need"], r["have"]) for r in story.reasons("inspect")] == [(3, 2)]


def test_parallel_arcs_add_up_and_capacity_is_checked_on_the_result() -> None:
    story = Story("warehouse")
    assert [(r["place"], r["need"], r["have"]) for r in story.reasons("bundle")] == [
        ("shelf", 5, 2)
    ]
    story.fire("arrive")
    story.fire("arrive")
    assert story.reasons("arrive") == [
        {
            "code": "capacity-exceeded",
            "message": "dock holds at most 4, would hold 6",
            "place": "dock",
            "need": 4,
            "have": 6,
        }
    ]
    story.fire("stow")
    assert story.marking == {"dock": 1, "shelf": 7, "crates": 3}
    story.fire("bundle")
    assert story.marking == {"dock": 3, "shelf": 2, "crates": 2}
    assert [(r["code"], r["place"]) for r in story.reasons("bundle")] == [
        ("capacity-exceeded", "dock"),
        ("missing-tokens", "shelf"),
    ]


def test_weights_are_evaluated_on_the_state_before_the_firing() -> None:
    story = Story("batches")
    story.fire("ship")
    assert story.marking == {"stock": 12, "out": 4}
    story.fire("ship_some", count=5)
    assert story.marking == {"stock": 5, "out": 10}
    story.fire("resize", to=5)
    assert story.marking == {"stock": 5, "out": 10}
    assert [(r["need"], r["have"]) for r in story.reasons("mirror")] == [(10, 5)]


def test_a_weight_that_is_negative_or_has_no_value_refuses() -> None:
    story = Story("batches")
    assert story.code("ship_some", count=-1) == "negative-value"
    assert story.code("mirror") == "division-by-zero"
    assert story.code("return_some", count=2) == "overflow"
    story.fire("return_some", count=0)
    assert story.code("ship_some", count=13) == "guard-failed"


def test_weights_beyond_64_bits_are_an_overflow_not_a_wrap() -> None:
    story = Story("brim")
    story.fire("flow")
    story.fire("flow")
    assert story.marking["sea"] == 2**63 - 1
    assert story.code("flow") == "overflow"
    assert story.code("flood") == "overflow"
    assert story.code("twice") == "overflow"
    assert story.code("big", n=2**62) == "overflow"
    story.fire("big", n=2**62 - 1)
    assert story.marking == {"sea": 1, "river": 3 + 2**62 - 1, "cup": 0}


def test_a_game_ends_and_modes_that_share_an_event_type_fold_apart() -> None:
    story = Story("noughts")
    first = story.fire("x_plays_c1")
    second = story.fire("o_plays_c2")
    assert (first.event.type, second.event.type) == ("played", "played")
    story.fire("x_plays_c4")
    assert story.enabled()["x_wins"]
    story.fire("x_wins")
    assert not any(story.enabled().values())
    assert story.marking["x_won"] == 1
    codes = [r["code"] for r in story.reasons("o_plays_c3")]
    assert codes == ["inhibited"]
