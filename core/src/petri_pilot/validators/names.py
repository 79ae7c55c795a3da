"""Names that would collide in generated code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from petri_pilot.diagnostics.diagnostic import Diagnostic, Kind
from petri_pilot.diagnostics.origin import Origin
from petri_pilot.expr.types import EnumType, ListType, MapType, Type
from petri_pilot.program.ir import Aggregate, Command, Program
from petri_pilot.program.naming import slugify


class NameCollision(Kind):
    """Two names become one in generated code.

    What it finds
        Names of one sort that differ only in case, `_` and `-`, such as
        `pay-now`, `pay_now` and `payNow`.
    Why it matters
        Go, TypeScript and SQL have their own conventions for names; both would
        be written `PayNow` or `pay_now`.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        transitions: [{id: pay_now}, {id: payNow}]
        arcs: [{from: open, to: pay_now}, {from: open, to: payNow}]
        ```
    How to fix
        Rename one of them.
    """

    code = "core/name-collision"
    template = (
        "the {sort} {name!r} and {other!r} have the same name {generated!r} in generated code"
    )
    sort: str
    name: str
    other: str
    generated: str


class ReservedName(Kind):
    """A name means something else in every expression.

    What it finds
        Data places and parameters called `true`, `false` or `user`.
    Why it matters
        No expression could ever mean them.

    Example
        ```yaml
        name: shop
        places: [{id: user, kind: data}]
        transitions: [{id: take, bindings: [{name: by}]}]
        arcs: [{from: take, to: user, value: by}]
        ```
    How to fix
        Rename it, for example to `user_id`.
    """

    code = "core/reserved-name"
    template = "{name!r} is a word of the expression language"
    name: str


_RESERVED = frozenset({"true", "false", "user"})

Named = Iterable[tuple[str, Origin]]


def check_names(program: Program) -> Iterator[Diagnostic]:
    """Collisions among names that stand side by side in generated code."""
    yield from _collisions("aggregate", ((a.slug, a.origin) for a in program.aggregates))
    yield from _collisions("role", ((r.id, r.origin) for r in program.roles))
    for aggregate in program.aggregates:
        yield from _aggregate(aggregate)


def _aggregate(aggregate: Aggregate) -> Iterator[Diagnostic]:
    places = [(p.id, p.origin) for p in aggregate.places]
    places += [(p.id, p.origin) for p in aggregate.data]
    yield from _collisions("place", places)
    yield from _collisions("command", ((c.id, c.origin) for c in aggregate.commands))
    if aggregate.entity:
        yield from _collisions("mode", ((t.id, t.origin) for t in aggregate.transitions))
    yield from _collisions("event", ((e.id, e.origin) for e in aggregate.events))
    for event in aggregate.events:
        yield from _collisions("event field", ((f.name, f.origin) for f in event.fields))
    for place in aggregate.data:
        yield from _words(place.id, place.origin)
        yield from _enums(place.type, place.origin)
    for command in aggregate.commands:
        yield from _command(command)


def _command(command: Command) -> Iterator[Diagnostic]:
    yield from _collisions("parameter", ((p.name, p.origin) for p in command.parameters))
    for parameter in command.parameters:
        yield from _words(parameter.name, parameter.origin)
        yield from _enums(parameter.type, parameter.origin)


def _words(name: str, origin: Origin) -> Iterator[Diagnostic]:
    if name in _RESERVED:
        yield Diagnostic(ReservedName(name), origin)


def _enums(type_: Type, origin: Origin) -> Iterator[Diagnostic]:
    while isinstance(type_, ListType | MapType):
        type_ = type_.item if isinstance(type_, ListType) else type_.value
    if isinstance(type_, EnumType):
        yield from _collisions("enum value", ((v, origin) for v in type_.values))


def _collisions(sort: str, names: Named) -> Iterator[Diagnostic]:
    first: dict[str, tuple[str, Origin]] = {}
    for name, origin in names:
        generated = pascal(name)
        other, where = first.setdefault(generated, (name, origin))
        if where is not origin or other != name:
            kind = NameCollision(sort, name, other, generated)
            yield Diagnostic(kind, origin, related=(("the other one", where),))


def pascal(name: str) -> str:
    """The PascalCase form of a name; names without letters and digits stay as they are."""
    words = slugify(name).split("-")
    return "".join(w[:1].upper() + w[1:] for w in words) or name
