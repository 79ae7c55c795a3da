"""The token step against a second implementation that shares no code with it."""

from __future__ import annotations

import random

import pytest
from petri_pilot.semantics import Fired, Refused, Request, State

from .nets import Net, interpreter_of

KINDS = ("in", "in", "out", "out", "read", "inhibitor", "reset")


def naive(
    net: Net, marking: dict[str, int], name: str
) -> tuple[set[tuple[str, str]], dict[str, int]]:
    """Reasons as (code, place) and the marking after the firing, from the definition."""
    arcs = net.transitions[name]
    reasons = set()
    after = {}
    for place, have in marking.items():
        mine = [(kind, weight) for kind, p, weight in arcs if p == place]
        taken = sum(w for k, w in mine if k == "in")
        given = sum(w for k, w in mine if k == "out")
        short = have < taken or any(k == "read" and have < w for k, w in mine)
        if short:
            reasons.add(("missing-tokens", place))
        if any(k == "inhibitor" and have >= w for k, w in mine):
            reasons.add(("inhibited", place))
        emptied = any(k == "reset" for k, _ in mine)
        after[place] = given if emptied else have - taken + given
        touched = any(k in ("in", "out", "reset") for k, _ in mine)
        over = after[place] > net.capacities.get(place, 10**30)
        if touched and not short and over and after[place] != have:
            reasons.add(("capacity-exceeded", place))
    return reasons, after


def random_net(source: random.Random) -> Net:
    names = [f"p{i}" for i in range(source.randint(1, 6))]
    capacities = {p: source.randint(1, 6) for p in names if source.random() < 0.4}
    places = {p: source.randint(0, min(5, capacities.get(p, 5))) for p in names}
    transitions = {}
    for i in range(source.randint(1, 5)):
        arcs = []
        for _ in range(source.randint(0, 6)):
            kind = source.choice(KINDS)
            weight = 0 if kind == "reset" else source.randint(1, 3)
            arcs.append((kind, source.choice(names), weight))
        transitions[f"t{i}"] = arcs
    return Net(places, transitions, capacities)


@pytest.mark.parametrize("block", range(10))
def test_two_hundred_random_nets_fire_and_refuse_as_the_definition_says(block: int) -> None:
    source = random.Random(block)
    fired = refused = 0
    for _ in range(200):
        net = random_net(source)
        interpreter = interpreter_of(net)
        state = interpreter.initial
        for version in range(1, 9):
            name = source.choice(list(net.transitions))
            reasons, after = naive(net, dict(state.marking), name)
            outcome = interpreter.decide(state, version, Request(name))
            if reasons:
                assert isinstance(outcome, Refused)
                assert outcome.code == "not-enabled"
                assert {(r.code, r.place) for r in outcome.reasons} == reasons
                assert len(outcome.reasons) == len(reasons)
                refused += 1
            else:
                assert isinstance(outcome, Fired)
                assert outcome.state == State(after, {})
                assert interpreter.apply(state, outcome.event) == outcome.state
                state = outcome.state
                fired += 1
            agrees(interpreter, net, state)
    assert fired > 100
    assert refused > 100


def agrees(interpreter, net: Net, state: State) -> None:  # type: ignore[no-untyped-def]
    """`enabled` says of every transition of a plain net what deciding it would say."""
    for status in interpreter.enabled(state):
        reasons, _ = naive(net, dict(state.marking), status.command)
        assert status.enabled == (not reasons)
        assert {(r.code, r.place) for r in status.reasons} == reasons
