"""Events and their payloads."""

from __future__ import annotations

from petri_pilot.diagnostics.diagnostic import Kind, Severity


class UnderivableField(Kind):
    """A field of an event has no source.

    What it finds
        A required field of a declared event that is neither a parameter of the
        transition nor a data place.
    Why it matters
        The event could not be written.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        transitions: [{id: pay, event: paid, bindings: [{name: by}]}]
        arcs: [{from: open, to: pay}]
        events: [{id: paid, fields: [{name: amount, type: int}]}]
        ```
    How to fix
        Add a binding of that name, or remove the field; the offered fix adds the binding.
    """

    code = "core/underivable-field"
    template = (
        "the field {field!r} of the event {event!r} is no parameter of {transition!r} "
        "and no data place"
    )
    field: str
    event: str
    transition: str


class LostParameter(Kind):
    """An event forgets a parameter that replay needs.

    What it finds
        A parameter that decides the effect of a transition, in a weight, key or
        value, and that the declared event has no field for.
    Why it matters
        State is the fold of events. Without the value the state could not be
        rebuilt.

    Example
        ```yaml
        name: shop
        places: [{id: total, kind: data, type: int}]
        transitions: [{id: pay, event: paid, bindings: [{name: sum, type: int}, {name: by}]}]
        arcs: [{from: pay, to: total, value: sum}]
        events: [{id: paid, fields: [{name: by}]}]
        ```
    How to fix
        Add the field to the event; the offered fix does.
    """

    code = "core/lost-parameter"
    template = (
        "the event {event!r} has no field for {parameter!r}, which decides the effect of "
        "{transition!r}"
    )
    event: str
    parameter: str
    transition: str


class FieldTypeDiffers(Kind):
    """A field of an event has another type than its source.

    What it finds
        A declared field whose type is not that of the parameter or data place of its name.
    Why it matters
        The value would have to be converted, and nothing is.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        transitions: [{id: pay, event: paid, bindings: [{name: sum, type: int}]}]
        arcs: [{from: open, to: pay}]
        events: [{id: paid, fields: [{name: sum, type: string}]}]
        ```
    How to fix
        Give both the same type; the offered fix changes the field.
    """

    code = "core/field-type-differs"
    template = (
        "the field {field!r} of the event {event!r} is {field_type}, but {source} is {source_type}"
    )
    field: str
    event: str
    field_type: str
    source: str
    source_type: str


class OptionalSource(Kind):
    """A required field of an event comes from an optional parameter.

    What it finds
        A required field whose parameter is optional and has no default.
    Why it matters
        An event without the parameter would break its own promise.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        transitions: [{id: pay, event: paid, bindings: [{name: note, required: false}]}]
        arcs: [{from: open, to: pay}]
        events: [{id: paid, fields: [{name: note}]}]
        ```
    How to fix
        Make the field optional (the offered fix), or the parameter required.
    """

    code = "core/optional-source"
    template = (
        "the field {field!r} of the event {event!r} is required, its parameter in "
        "{transition!r} is not"
    )
    field: str
    event: str
    transition: str


class PayloadConflict(Kind):
    """Transitions that share an event disagree about a parameter.

    What it finds
        Two transitions with the same undeclared event whose parameters of one
        name have different types.
    Why it matters
        One event type has one payload.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        transitions:
          - {id: pay, event: paid, bindings: [{name: sum, type: int}]}
          - {id: give, event: paid, bindings: [{name: sum, type: string}]}
        arcs: [{from: open, to: pay}, {from: open, to: give}]
        ```
    How to fix
        Use one type, or two events.
    """

    code = "core/payload-conflict"
    template = (
        "{field!r} of the event {event!r} is {type} in {transition!r} and {other_type} in {other!r}"
    )
    field: str
    event: str
    type: str
    transition: str
    other_type: str
    other: str


class ParametersFromEvent(Kind):
    """A transition takes its parameters from its event.

    What it finds
        A transition without `bindings` whose declared event has fields that are no data places.
    Why it matters
        The payload has to come from the caller, so the fields became parameters.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        transitions: [{id: pay, event: paid}]
        arcs: [{from: open, to: pay}]
        events: [{id: paid, fields: [{name: sum, type: int}]}]
        ```
    How to fix
        Nothing has to be done; declare `bindings` to say it outright.
    """

    code = "core/parameters-from-event"
    severity = Severity.NOTE
    template = "{transition!r} declares no bindings, so it takes {names} from its event {event!r}"
    transition: str
    names: str
    event: str


class MaybeAnEvent(Kind):
    """A transition's event is not declared, but one of nearly that name is.

    What it finds
        An undeclared event id that resembles a declared one.
    Why it matters
        It was read as an event of its own, without the declared payload.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: 1}]
        transitions: [{id: pay, event: order_payed}]
        arcs: [{from: open, to: pay}]
        events: [{id: order_paid}]
        ```
    How to fix
        Correct the spelling (the offered fix), or declare the event.
    """

    code = "core/maybe-an-event"
    severity = Severity.WARNING
    template = "the event {event!r} is not declared; {other!r} is"
    event: str
    other: str


class UnfoldableValue(Kind):
    """The effect of a transition depends on what its event does not hold.

    What it finds
        A weight, key or value that reads the caller's name, e-mail or roles.
    Why it matters
        Replay knows the caller's id only; the state could not be rebuilt.

    Example
        ```yaml
        name: shop
        places: [{id: owner, kind: data}]
        transitions: [{id: take}]
        arcs: [{from: take, to: owner, value: user.email}]
        ```
    How to fix
        Use `user.id`, or a parameter.
    """

    code = "core/unfoldable-value"
    template = "the effect of {transition!r} reads {what}, which its event does not hold"
    transition: str
    what: str
