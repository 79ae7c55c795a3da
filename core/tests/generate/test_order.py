"""The order of emitters comes from runs_after and names alone."""

from __future__ import annotations

import itertools
from typing import Any

from petri_pilot.generate.order import order
from petri_pilot.plugins.api import Emission


def _emitters(emitter: Any, **after: tuple[str, ...]) -> list[Any]:
    return [emitter(name, Emission(), runs_after=earlier) for name, earlier in after.items()]


def test_an_emitter_runs_after_those_that_it_names_and_ties_go_by_name(emitter: Any) -> None:
    emitters = _emitters(emitter, go=(), auth=("go",), obs=("auth",), api=(), k8s=("go", "api"))
    for permutation in itertools.permutations(emitters):
        ordered, diagnostics = order(permutation)
        assert [e.name for e in ordered] == ["api", "go", "auth", "k8s", "obs"]
        assert diagnostics == []


def test_an_emitter_may_run_after_one_that_is_not_enabled(emitter: Any) -> None:
    ordered, diagnostics = order(_emitters(emitter, auth=("go", "typescript")))
    assert [e.name for e in ordered] == ["auth"]
    assert diagnostics == []


def test_a_cycle_is_refused_and_names_its_members_only(emitter: Any) -> None:
    emitters = _emitters(emitter, a=("b",), b=("c",), c=("b",), d=())
    for permutation in itertools.permutations(emitters):
        _, diagnostics = order(permutation)
        assert [d.message for d in diagnostics] == [
            "these emitters run after each other in a cycle: b, c"
        ]


def test_an_emitter_that_runs_after_itself_is_a_cycle(emitter: Any) -> None:
    _, diagnostics = order(_emitters(emitter, a=("a",)))
    assert [d.code for d in diagnostics] == ["core/emitter-cycle"]


def test_an_emitter_enabled_twice_is_refused(emitter: Any) -> None:
    _, diagnostics = order([emitter("go", Emission()), emitter("go", Emission())])
    assert [d.code for d in diagnostics] == ["core/emitter-twice"]


def test_ten_thousand_emitters_in_a_chain_are_ordered(emitter: Any) -> None:
    chain = {f"e{i:05}": (f"e{i - 1:05}",) if i else () for i in range(10_000)}
    ordered, diagnostics = order(reversed(_emitters(emitter, **chain)))
    assert [e.name for e in ordered] == list(chain)
    assert diagnostics == []
