"""Plain token nets, built without the language layer, and a small state explorer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from petri_pilot.diagnostics.origin import NOWHERE
from petri_pilot.program.ir import (
    Aggregate,
    ArcKind,
    Command,
    EventType,
    Place,
    Program,
    Route,
    TokenArc,
    Transition,
)
from petri_pilot.semantics import Fired, Interpreter, Request, State


@dataclass(frozen=True)
class Net:
    """Places with initial tokens; transitions with arcs (kind, place, weight)."""

    places: Mapping[str, int]
    transitions: Mapping[str, Sequence[tuple[str, str, int]]]
    capacities: Mapping[str, int] = field(default_factory=dict)


def program_of(net: Net) -> Program:
    """The net as a program with one aggregate. Arc kinds: in, out, read, inhibitor, reset."""
    places = {p: Place(p, n, net.capacities.get(p), "", NOWHERE) for p, n in net.places.items()}
    commands = [_command("create", Transition("create", (), (), (), (), None, "", NOWHERE), True)]
    for name, arcs in net.transitions.items():
        inputs = tuple(
            TokenArc(_KINDS[kind], places[place], weight, NOWHERE)
            for kind, place, weight in arcs
            if kind != "out"
        )
        outputs = tuple(
            TokenArc(ArcKind.NORMAL, places[place], weight, NOWHERE)
            for kind, place, weight in arcs
            if kind == "out"
        )
        transition = Transition(name, inputs, outputs, (), (), None, "", NOWHERE)
        commands.append(_command(name, transition, False))
    aggregate = Aggregate(
        id="net",
        slug="net",
        name="net",
        description="",
        entity=False,
        places=tuple(places.values()),
        data=(),
        transitions=tuple(m for c in commands for m in c.modes),
        commands=tuple(commands),
        events=tuple(c.event for c in commands),
        constraints=(),
        origin=NOWHERE,
    )
    return Program(
        "net", "net", "net", "1.0.0", "", (aggregate,), (), (), (), "0" * 64, "0" * 64, NOWHERE
    )


_KINDS = {
    "in": ArcKind.NORMAL,
    "read": ArcKind.READ,
    "inhibitor": ArcKind.INHIBITOR,
    "reset": ArcKind.RESET,
}


def _command(name: str, transition: Transition, creates: bool) -> Command:
    event = EventType(name, name, (), "", NOWHERE)
    route = Route("POST", f"/{name}")
    return Command(name, creates, (), (transition,), event, route, (), "", NOWHERE)


def interpreter_of(net: Net) -> Interpreter:
    """An interpreter for the net."""
    program = program_of(net)
    return Interpreter(program, program.aggregates[0])


def explore(interpreter: Interpreter, limit: int = 200_000) -> tuple[int, int, list[State]]:
    """Number of reachable markings and of firings between them, and the dead states."""
    commands = [c.id for c in interpreter.aggregate.commands if not c.creates]
    start = interpreter.initial
    seen = {tuple(start.marking.values())}
    queue = [start]
    firings = 0
    dead: list[State] = []
    while queue:
        state = queue.pop()
        outcomes = [interpreter.decide(state, 1, Request(c)) for c in commands]
        following = [o.state for o in outcomes if isinstance(o, Fired)]
        firings += len(following)
        if not following:
            dead.append(state)
        for after in following:
            key = tuple(after.marking.values())
            if key not in seen:
                assert len(seen) < limit
                seen.add(key)
                queue.append(after)
    return len(seen), firings, dead
