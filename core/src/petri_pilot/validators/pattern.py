"""Which well-known kind of net a model is, with the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from petri_pilot.diagnostics.diagnostic import Diagnostic, Kind, Severity
from petri_pilot.program.ir import Aggregate, ArcKind, Program, Transition


class DetectedPattern(Kind):
    """What kind of net a model is.

    What it finds
        The pattern that an aggregate follows: workflow (from one source to sinks,
        without a way back), state-machine (one token that moves), resource-pool
        (stocks with weights and capacities), event-sourced (mostly data), or
        mixed.
    Why it matters
        It tells what to expect: a state machine that turns out to be mixed has
        an arc that its author did not mean.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}, {id: closed}]
        transitions: [{id: close}]
        arcs: [{from: open, to: close}, {from: close, to: closed}]
        ```
    How to fix
        Nothing has to be done.
    """

    code = "core/detected-pattern"
    severity = Severity.NOTE
    template = "{aggregate!r} is of the pattern {pattern}: {evidence}"
    aggregate: str
    pattern: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern and the facts that speak for it."""

    name: str
    evidence: tuple[str, ...]


def check_pattern(program: Program) -> Iterator[Diagnostic]:
    """The pattern of each aggregate that has transitions."""
    for aggregate in program.aggregates:
        if len(aggregate.commands) > 1:
            found = detect(aggregate)
            kind = DetectedPattern(aggregate.name, found.name, "; ".join(found.evidence))
            yield Diagnostic(kind, aggregate.origin)


def detect(aggregate: Aggregate) -> Pattern:
    """The pattern that an aggregate follows.

    A state machine without a cycle and with one source place is a workflow,
    unless it is an entity, whose states are a state machine by construction. An
    aggregate with marks of several patterns, or of none, is mixed.
    """
    own = [t for t in aggregate.transitions if t not in aggregate.create.modes]
    found = {
        name: evidence
        for name, evidence in (
            ("resource-pool", _resource_pool(aggregate, own)),
            ("workflow", () if aggregate.entity else _workflow(aggregate, own)),
            ("state-machine", _state_machine(aggregate, own)),
            ("event-sourced", _event_sourced(aggregate, own)),
        )
        if evidence
    }
    if "workflow" in found:
        found["workflow"] += found.pop("state-machine", ())
    if len(found) == 1:
        return Pattern(*next(iter(found.items())))
    if not found:
        return Pattern("mixed", ("it has the marks of no single pattern",))
    facts = tuple(f"{name}: {', '.join(e)}" for name, e in found.items())
    return Pattern("mixed", facts)


def _resource_pool(aggregate: Aggregate, own: list[Transition]) -> tuple[str, ...]:
    facts = []
    resources = [p.id for p in aggregate.places if p.resource]
    if resources:
        facts.append(f"resources {', '.join(resources[:5])}")
    capped = [p.id for p in aggregate.places if p.capacity is not None and p.capacity > 1]
    if capped:
        facts.append(f"capacities on {', '.join(capped[:5])}")
    arcs = [a for t in own for a in (*t.inputs, *t.outputs)]
    heavy = sum(isinstance(a.weight, int) and a.weight > 1 for a in arcs)
    if facts and heavy:
        facts.append(f"{heavy} arcs with a weight above 1")
    return tuple(facts)


def _moves(transition: Transition) -> tuple[list[str], list[str]]:
    """The places that a transition takes from and puts into, once a token."""
    inputs = [a.place.id for a in transition.inputs if a.kind in (ArcKind.NORMAL, ArcKind.READ)]
    kept = [a.place.id for a in transition.inputs if a.kind is ArcKind.READ]
    return inputs, [a.place.id for a in transition.outputs] + kept


def _state_machine(aggregate: Aggregate, own: list[Transition]) -> tuple[str, ...]:
    moving = [t for t in own if t.inputs or t.outputs]
    if sum(p.initial for p in aggregate.places) != 1 or not moving:
        return ()
    for transition in moving:
        inputs, outputs = _moves(transition)
        weights = [a.weight for a in (*transition.inputs, *transition.outputs)]
        if (len(inputs), len(outputs)) != (1, 1) or weights != [1] * len(weights):
            return ()
    return ("one token, and every transition moves it from one place to one",)


def _workflow(aggregate: Aggregate, own: list[Transition]) -> tuple[str, ...]:
    successors: dict[str, set[str]] = {p.id: set() for p in aggregate.places}
    fed: set[str] = set()
    for transition in own:
        inputs, outputs = _moves(transition)
        fed.update(set(outputs) - set(inputs))
        for place in inputs:
            successors[place].update(p for p in outputs if p != place)
    used = {p for p, after in successors.items() if after} | fed
    sources = [p.id for p in aggregate.places if p.id in used and p.id not in fed]
    sinks = [p for p in used if not successors[p]]
    marked = [p.id for p in aggregate.places if p.initial]
    if len(sources) != 1 or marked != sources or not sinks or _cyclic(successors):
        return ()
    names = ", ".join(sorted(sinks)[:5])
    return (f"one source place {sources[0]}, sink places {names}, and no way back",)


def _cyclic(successors: dict[str, set[str]]) -> bool:
    """Kahn's algorithm: whether some places cannot be put in order."""
    incoming = dict.fromkeys(successors, 0)
    for after in successors.values():
        for place in after:
            incoming[place] += 1
    ready = [p for p, count in incoming.items() if not count]
    done = 0
    while ready:
        done += 1
        for place in successors[ready.pop()]:
            incoming[place] -= 1
            if not incoming[place]:
                ready.append(place)
    return done < len(successors)


def _event_sourced(aggregate: Aggregate, own: list[Transition]) -> tuple[str, ...]:
    with_data = [t for t in own if t.takes or t.puts]
    without_tokens = [t for t in with_data if not t.inputs and not t.outputs]
    if not own or 2 * len(without_tokens) <= len(own):
        return ()
    return (f"{len(without_tokens)} of {len(own)} transitions change data and move no token",)
