"""Time to generate grows no faster than the net, with room for caches and the collector."""

from __future__ import annotations

from benchmarks.generation import PHASES, measure


def test_ten_times_the_transitions_take_at_most_fifteen_times_as_long() -> None:
    measure(10)  # imports
    small, large = measure(400), measure(4000)
    assert sum(large.values()) <= 15 * sum(small.values()), (small, large)
    slow = {p for p in PHASES if large[p] > 20 * small[p] and large[p] > 0.05 * sum(large.values())}
    assert not slow, (small, large)
