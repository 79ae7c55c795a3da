"""Places, transitions, weights and capacities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from petri_pilot.diagnostics.diagnostic import Diagnostic, Fix, Kind, Severity
from petri_pilot.expr.ast import Data, Tokens, walk
from petri_pilot.program.ir import AccessRule, Aggregate, ArcKind, Place, Program, Transition
from petri_pilot.validators.expressions import of_aggregate


class NothingHappens(Kind):
    """A net has no transition, or an entity no action.

    What it finds
        An aggregate whose only command makes instances.
    Why it matters
        Instances could be made and would never change.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        ```
    How to fix
        Add transitions, or actions.
    """

    code = "core/nothing-happens"
    severity = Severity.WARNING
    template = "{aggregate!r} has no {what}, so its instances never change"
    aggregate: str
    what: str


class UnconnectedPlace(Kind):
    """Nothing uses a place.

    What it finds
        A place without arcs that no expression mentions.
    Why it matters
        It has no influence; often an arc is missing.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}, {id: lost}]
        transitions: [{id: close}]
        arcs: [{from: open, to: close}]
        ```
    How to fix
        Connect it, or remove it.
    """

    code = "core/unconnected-place"
    severity = Severity.WARNING
    template = "nothing uses the place {place!r}"
    place: str


class UnconnectedTransition(Kind):
    """A transition has no arcs.

    What it finds
        A transition that neither takes nor puts anything.
    Why it matters
        It can always fire, if its guard allows, and changes nothing but the
        history. That can be meant: the event is then all that it does.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        transitions: [{id: close}, {id: remark}]
        arcs: [{from: open, to: close}]
        ```
    How to fix
        Connect it if it should depend on the state or change it.
    """

    code = "core/unconnected-transition"
    severity = Severity.NOTE
    template = "the transition {transition!r} has no arcs; it changes nothing but the history"
    transition: str


class OverCapacity(Kind):
    """A place starts with more tokens than it can hold.

    What it finds
        `initial` above `capacity`.
    Why it matters
        The initial state would break the model's own rule.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 3, capacity: 2}]
        transitions: [{id: close}]
        arcs: [{from: open, to: close}]
        ```
    How to fix
        Lower `initial` or raise `capacity`.
    """

    code = "core/over-capacity"
    template = "{place!r} starts with {initial} tokens and holds at most {capacity}"
    place: str
    initial: int
    capacity: int


class NeverEnabled(Kind):
    """The arcs of a transition contradict each other or a capacity.

    What it finds
        Transitions that need more tokens of a place than it can hold, put more
        into it, or need tokens where an inhibitor arc forbids them.
    Why it matters
        It can never fire, whatever happened before.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1, capacity: 2}]
        transitions: [{id: close}]
        arcs: [{from: open, to: close, weight: 3}]
        ```
    How to fix
        Change the weight, the capacity, or remove one of the arcs.
    """

    code = "core/never-enabled"
    severity = Severity.WARNING
    template = "{transition!r} can never fire: {reason}"
    transition: str
    reason: str


def check_structure(program: Program) -> Iterator[Diagnostic]:
    """The findings about the nets themselves."""
    for aggregate in program.aggregates:
        yield from _idle(aggregate)
        yield from _unconnected(aggregate, program.access)
        for place in aggregate.places:
            yield from _capacity(place)
        for transition in _own(aggregate):
            for reason in _contradictions(transition):
                yield Diagnostic(NeverEnabled(transition.id, reason), transition.origin)


def _own(aggregate: Aggregate) -> Iterable[Transition]:
    """The transitions that are not the one that makes an instance."""
    creating = set(map(id, aggregate.create.modes))
    return (t for t in aggregate.transitions if id(t) not in creating)


def _idle(aggregate: Aggregate) -> Iterator[Diagnostic]:
    if len(aggregate.commands) == 1:
        what = "actions" if aggregate.entity else "transitions"
        yield Diagnostic(NothingHappens(aggregate.name, what), aggregate.origin)


def _unconnected(aggregate: Aggregate, access: tuple[AccessRule, ...]) -> Iterator[Diagnostic]:
    used: set[str] = set()
    for transition in aggregate.transitions:
        tokens = (*transition.inputs, *transition.outputs)
        data = (*transition.takes, *transition.puts)
        used.update(arc.place.id for arc in tokens)
        used.update(arc.place.id for arc in data)
        lonely = not tokens and not data and not aggregate.entity
        if lonely and transition not in aggregate.create.modes:
            yield Diagnostic(UnconnectedTransition(transition.id), transition.origin)
    for expr in of_aggregate(aggregate, access):
        used.update(n.place for n in walk(expr) if isinstance(n, Data | Tokens))
    places = [] if aggregate.entity else [(p.id, p.origin) for p in aggregate.places]
    places += [(p.id, p.origin) for p in aggregate.data]
    for name, origin in places:
        if name not in used:
            yield Diagnostic(UnconnectedPlace(name), origin)


def _capacity(place: Place) -> Iterator[Diagnostic]:
    if place.capacity is not None and place.initial > place.capacity:
        kind = OverCapacity(place.id, place.initial, place.capacity)
        raise_ = {
            "op": "replace",
            "path": f"{place.origin.pointer}/capacity",
            "value": place.initial,
        }
        fix = Fix(f"let it hold {place.initial}", (raise_,))
        yield Diagnostic(kind, place.origin, fix=fix)


def _contradictions(transition: Transition) -> Iterator[str]:
    needs: dict[str, int] = {}
    puts: dict[str, int] = {}
    reset: set[str] = set()
    places: dict[str, Place] = {}
    for arc in transition.inputs:
        places[arc.place.id] = arc.place
        if arc.kind is ArcKind.RESET:
            reset.add(arc.place.id)
        elif arc.kind is ArcKind.NORMAL and isinstance(arc.weight, int):
            needs[arc.place.id] = needs.get(arc.place.id, 0) + arc.weight
    taken = dict(needs)
    for arc in transition.inputs:
        if arc.kind is ArcKind.READ and isinstance(arc.weight, int):
            needs[arc.place.id] = max(needs.get(arc.place.id, 0), arc.weight)
    for arc in transition.outputs:
        places[arc.place.id] = arc.place
        if isinstance(arc.weight, int):
            puts[arc.place.id] = puts.get(arc.place.id, 0) + arc.weight
    for name, place in places.items():
        need, put = needs.get(name, 0), puts.get(name, 0)
        left = 0 if name in reset else need - taken.get(name, 0)
        if place.capacity is not None and need > place.capacity:
            yield f"it needs {need} in {name!r}, which holds at most {place.capacity}"
        elif place.capacity is not None and put and left + put > place.capacity:
            yield f"it puts {put} into {name!r}, which holds at most {place.capacity}"
    for arc in transition.inputs:
        need = needs.get(arc.place.id, 0)
        if arc.kind is ArcKind.INHIBITOR and isinstance(arc.weight, int) and need >= arc.weight:
            name = arc.place.id
            yield f"it needs {need} in {name!r} and fewer than {arc.weight}"
