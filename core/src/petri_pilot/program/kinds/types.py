"""Types, values and expressions."""

from __future__ import annotations

from petri_pilot.diagnostics.diagnostic import Kind, Severity


class BadType(Kind):
    """A type cannot be read.

    What it finds
        A spelling that is no type of the language and no alias of an older tool.
    Why it matters
        Storage, wire format and checks all follow from the type.

    Example
        ```yaml
        name: shop
        places: [{id: total, kind: data, type: nummber}]
        ```
    How to fix
        Use string, int, float, bool, time, amount, json, enum(a, b), list[T] or map[K]T.
    """

    code = "core/bad-type"
    template = "{reason}"
    reason: str


class BadValue(Kind):
    """An initial value or default does not fit its type.

    What it finds
        A value that the wire form of the type does not allow.
    Why it matters
        Every instance would start from, or every caller be given, something invalid.

    Example
        ```yaml
        name: shop
        places: [{id: total, kind: data, type: int, initial_value: [1]}]
        ```
    How to fix
        Write the value in the wire form of its type: amounts as strings of
        digits, times in RFC 3339, enums as one of their values.
    """

    code = "core/bad-value"
    template = "{value} is no {type}: {reason}"
    value: str
    type: str
    reason: str


class BadExpression(Kind):
    """An expression cannot be read.

    What it finds
        Illegal characters, unterminated strings, trailing text, chained
        comparisons, nesting that is too deep.
    Why it matters
        An expression is read to its last character or not at all: a guard that
        ended early would allow what its author forbade.

    Example
        ```yaml
        name: shop
        places: [{id: total, kind: data, type: int}]
        transitions: [{id: close, guard: total > 0 & total < 9}]
        ```
    How to fix
        Correct the text at the marked place.
    """

    code = "core/bad-expression"
    template = "{reason}"
    reason: str


class UnknownName(Kind):
    """An expression names something that is not in scope.

    What it finds
        A name that is neither a parameter nor a data place, a function that does
        not exist, a place or role that is not declared, `user` where nobody asks.
    Why it matters
        The expression cannot be evaluated.

    Example
        ```yaml
        name: shop
        places: [{id: total, kind: data, type: int}]
        transitions: [{id: close, guard: totl > 0, bindings: [{name: by}]}]
        ```
    How to fix
        Correct the spelling, or declare the parameter.
    """

    code = "core/unknown-name"
    template = "{reason}"
    reason: str


class TypeMismatch(Kind):
    """An expression combines or gives the wrong types.

    What it finds
        Comparisons of different types, arithmetic on text, guards that are not
        true or false, keys and values that do not fit the place, wrong arguments.
    Why it matters
        Different languages convert differently, so nothing is converted.

    Example
        ```yaml
        name: shop
        places: [{id: total, kind: data, type: int}]
        transitions: [{id: close, guard: total > 'a'}]
        ```
    How to fix
        Compare like with like, or change the type of the place or parameter.
    """

    code = "core/type-mismatch"
    template = "{reason}"
    reason: str


class UndeclaredParameters(Kind):
    """A transition uses names that nobody declared.

    What it finds
        A transition without `bindings` whose guard, weights, keys or values name
        something that is neither a data place nor a field of its event.
    Why it matters
        The names are most likely parameters, but their types decide what a
        caller may send.

    Example
        ```yaml
        name: shop
        places: [{id: total, kind: data, type: int}]
        transitions: [{id: pay, guard: paid > 0}]
        arcs: [{from: pay, to: total, value: paid}]
        ```
    How to fix
        Declare the bindings; the offered fix does, with types taken from their use.
    """

    code = "core/undeclared-parameters"
    template = "the transition {transition!r} uses {names}, and declares no bindings"
    transition: str
    names: str


class ParameterShadowsPlace(Kind):
    """A parameter has the name of a data place.

    What it finds
        A parameter that hides a data place which the same transition's guard
        mentions by that name, unless the transition stores the parameter there.
    Why it matters
        The name means the parameter: `total > 0` checks what the caller sent,
        not what is stored.

    Example
        ```yaml
        name: shop
        places: [{id: total, kind: data, type: int}]
        transitions: [{id: pay, guard: total > 0, bindings: [{name: total, type: int}]}]
        arcs: [{from: pay, to: total, op: set, value: "7"}]
        ```
    How to fix
        Rename the parameter if the stored value is meant.
    """

    code = "core/parameter-shadows-place"
    severity = Severity.NOTE
    template = "{name!r} in {transition!r} means the parameter, not the data place"
    name: str
    transition: str
