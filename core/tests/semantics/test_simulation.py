"""Simulation by hand and at random, and histories that are not this model's."""

import pytest
from petri_pilot.semantics import (
    Event,
    Fired,
    FoldError,
    Interpreter,
    Refused,
    Request,
    Simulation,
    State,
    UnknownCommandError,
    simulate,
    simulate_random,
)

from .corpus import load
from .story import START


def test_given_requests_are_fired_in_order_and_refusals_change_nothing() -> None:
    program = load("relay")
    wanted = [Request(c) for c in ("run", "create", "run", "run", "run")]
    steps = simulate(program, program.aggregates[0], wanted)
    codes = [s.outcome.code if isinstance(s.outcome, Refused) else "fired" for s in steps]
    assert codes == ["not-found", "fired", "fired", "fired", "not-enabled"]
    assert [s.version for s in steps] == [0, 1, 2, 3, 3]
    assert steps[-1].state is not None
    assert steps[-1].state.marking == {"start": 0, "finish": 2}


def test_random_firings_only_fire_and_end_where_nothing_can() -> None:
    program = load("relay")
    steps = list(simulate_random(program, program.aggregates[0], 50, seed=3))
    assert [type(s.outcome) for s in steps] == [Fired] * 3


def test_equal_seeds_give_equal_random_steps_with_fitting_input() -> None:
    program = load("ledger")
    runs = [list(simulate_random(program, program.aggregates[0], 30, seed=s)) for s in (5, 5, 6)]
    assert runs[0] == runs[1] != runs[2]
    assert len(runs[0]) == 30


def test_nothing_is_enabled_before_the_instance_exists() -> None:
    program = load("relay")
    simulation = Simulation(program, program.aggregates[0])
    assert simulation.enabled() == []
    simulation.fire(Request("create"))
    assert [s.enabled for s in simulation.enabled()] == [True]


def test_a_state_survives_its_wire_form() -> None:
    program = load("ledger")
    aggregate = program.aggregates[0]
    for step in simulate_random(program, aggregate, 20, seed=1):
        assert step.state is not None
        assert State.from_wire(aggregate, step.state.to_wire(aggregate)) == step.state


def test_an_unknown_command_is_the_callers_mistake() -> None:
    program = load("relay")
    with pytest.raises(UnknownCommandError, match="no command 'fly'"):
        simulate(program, program.aggregates[0], [Request("fly")])


def test_a_history_that_is_not_this_models_is_refused() -> None:
    program = load("relay")
    interpreter = Interpreter(program, program.aggregates[0])
    create = Event("create", "create", "create", {}, "", START)
    run = Event("run", "run", "run", {}, "", START)
    assert interpreter.replay([create, run]).marking == {"start": 1, "finish": 1}
    with pytest.raises(FoldError, match="at least the event"):
        interpreter.replay([])
    with pytest.raises(FoldError, match="out of place"):
        interpreter.replay([run])
    with pytest.raises(FoldError, match="out of place"):
        interpreter.replay([create, create])
    with pytest.raises(FoldError, match="no mode"):
        interpreter.replay([create, Event("run", "run", "walk", {}, "", START)])
    with pytest.raises(FoldError, match="fewer than no tokens"):
        interpreter.replay([create, run, run, run])


def test_an_event_with_a_payload_that_does_not_fit_is_refused() -> None:
    program = load("ledger")
    interpreter = Interpreter(program, program.aggregates[0])
    create = Event("create", "create", "create", {}, "", START)
    for payload in ({"to": "alice"}, {"to": "alice", "amount": 5}):
        with pytest.raises(FoldError, match="mint"):
            interpreter.replay([create, Event("mint", "mint", "mint", payload, "", START)])
