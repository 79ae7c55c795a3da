"""Places and arcs."""

from __future__ import annotations

from petri_pilot.diagnostics.diagnostic import Kind, Severity


class NotBipartite(Kind):
    """An arc joins two places or two transitions.

    What it finds
        An arc whose ends are of the same sort.
    Why it matters
        Tokens move from places through transitions to places; nothing else is a Petri net.

    Example
        ```yaml
        name: shop
        places: [{id: open}, {id: closed}]
        arcs: [{from: open, to: closed}]
        ```
    How to fix
        Put a transition (or a place) between the two.
    """

    code = "core/not-bipartite"
    template = "the arc joins two {sort}s, {source!r} and {target!r}"
    sort: str
    source: str
    target: str


class ArcMisuse(Kind):
    """An arc says something that has no meaning for its place and direction.

    What it finds
        Read, inhibitor and reset arcs that leave a transition; keys, values and
        operations on token places; weights on data places; operations on input
        arcs; operations that the type of the place does not have.
    Why it matters
        The firing rule gives it no effect, so it would be read and ignored.

    Example
        ```yaml
        name: shop
        places: [{id: open}]
        transitions: [{id: close}]
        arcs: [{from: close, to: open, type: inhibitor}]
        ```
    How to fix
        Follow the message; docs/semantics.md has the table of what each arc may say.
    """

    code = "core/arc-misuse"
    template = "{reason}"
    reason: str


class PlaceMisuse(Kind):
    """A place has a key of the other kind of place.

    What it finds
        A type or initial value on a token place, a capacity on a data place.
    Why it matters
        Token places count, data places hold a value; the key would have no effect.

    Example
        ```yaml
        name: shop
        places: [{id: total, type: int}]
        ```
    How to fix
        Set `kind`, or remove the key.
    """

    code = "core/place-misuse"
    template = "the {kind} place {place!r} cannot have {key!r}"
    kind: str
    place: str
    key: str


class ImpliedArcPart(Kind):
    """An arc leaves out what a binding's old flag says.

    What it finds
        A data arc without `value` or `keys` whose transition marks a binding
        with `value: true` or `keys`, as older tools do.
    Why it matters
        It was read as meant; said on the arc it cannot be misread.

    Example
        ```yaml
        name: shop
        places: [{id: total, kind: data, type: int}]
        transitions: [{id: pay, bindings: [{name: paid, type: int, value: true}]}]
        arcs: [{from: pay, to: total}]
        ```
    How to fix
        Write it on the arc; the offered fix does.
    """

    code = "core/implied-arc-part"
    severity = Severity.WARNING
    template = "the arc's {key!r} was taken from the flag of the binding {binding!r}"
    key: str
    binding: str


class IdleBindingFlag(Kind):
    """A binding's old flag says what no arc does.

    What it finds
        `value: true` or `keys` on a binding that no arc of the transition uses so.
    Why it matters
        Only arcs change data; the flag changes nothing.

    Example
        ```yaml
        name: shop
        places: [{id: open}]
        transitions: [{id: pay, bindings: [{name: paid, type: int, value: true}]}]
        arcs: [{from: open, to: pay}]
        ```
    How to fix
        Add the arc that writes the value, or remove the flag.
    """

    code = "core/idle-binding-flag"
    severity = Severity.WARNING
    template = "the flag {key!r} of the binding {binding!r} has no effect: no arc uses it so"
    key: str
    binding: str


class IdleWeight(Kind):
    """A data arc carries the weight 1.

    What it finds
        `weight: 1` on an arc to or from a data place.
    Why it matters
        Weights count tokens. As 1 is the default it was ignored.

    Example
        ```yaml
        name: shop
        places: [{id: total, kind: data, type: int}]
        transitions: [{id: pay}]
        arcs: [{from: pay, to: total, weight: 1, value: "1"}]
        ```
    How to fix
        Remove it; the offered fix does.
    """

    code = "core/idle-weight"
    severity = Severity.WARNING
    template = "'weight' has no effect on the data place {place!r}"
    place: str
