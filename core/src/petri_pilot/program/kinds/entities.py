"""Entities, their states and actions."""

from __future__ import annotations

from petri_pilot.diagnostics.diagnostic import Kind, Severity


class ImpliedInitialState(Kind):
    """An entity does not say in which state it starts.

    What it finds
        Several states of which none is marked `initial`.
    Why it matters
        The first one was taken; moving a line would change the behaviour.

    Example
        ```yaml
        name: shop
        entities: [{id: order, states: [{id: draft}, {id: sent}]}]
        ```
    How to fix
        Mark one state with `initial: true`; the offered fix marks the first.
    """

    code = "core/implied-initial-state"
    severity = Severity.WARNING
    template = "{entity!r} marks no state as initial, so it starts in {state!r}"
    entity: str
    state: str


class SeveralInitialStates(Kind):
    """An entity starts in two states.

    What it finds
        More than one state with `initial: true`.
    Why it matters
        An instance is in exactly one state at a time.

    Example
        ```yaml
        name: shop
        entities: [{id: order, states: [{id: draft, initial: true}, {id: sent, initial: true}]}]
        ```
    How to fix
        Keep one of them; the offered fix keeps the first.
    """

    code = "core/several-initial-states"
    template = "{entity!r} cannot start both in {state!r} and in {other!r}"
    entity: str
    state: str
    other: str


class SeveralCreates(Kind):
    """Two actions make instances.

    What it finds
        More than one action with `creates: true`.
    Why it matters
        An aggregate has one command that makes it, on one route.

    Example
        ```yaml
        name: shop
        entities:
          - id: order
            states: [{id: draft, initial: true}]
            actions: [{id: open, creates: true}, {id: copy, creates: true}]
        ```
    How to fix
        Keep one; give it inputs for what the other would do.
    """

    code = "core/several-creates"
    template = "both {first!r} and {other!r} make instances"
    first: str
    other: str


class EffectMisuse(Kind):
    """An effect or input cannot be applied to its field.

    What it finds
        Operations that the type of the field does not have, effects without a
        value, inputs of another type than the field that they set, effects on
        computed fields.
    Why it matters
        The action would have no defined result.

    Example
        ```yaml
        name: shop
        entities:
          - id: order
            fields: [{id: note, type: string}]
            states: [{id: draft, initial: true}]
            actions: [{id: edit, effects: [{field: note, op: subtract, value: 1}]}]
        ```
    How to fix
        Follow the message.
    """

    code = "core/effect-misuse"
    template = "{reason}"
    reason: str


class EffectConflict(Kind):
    """Two effects of an action on one field undo each other.

    What it finds
        Several effects on a field of which one replaces its value: `set`, or
        `subtract` on an int or float.
    Why it matters
        Every value is computed from the state before the action, so one of the
        effects would be lost.

    Example
        ```yaml
        name: shop
        entities:
          - id: order
            fields: [{id: count, type: int}]
            states: [{id: draft, initial: true}]
            actions:
              - id: edit
                effects: [{field: count, value: 1}, {field: count, op: add, value: 2}]
        ```
    How to fix
        Say it in one effect.
    """

    code = "core/effect-conflict"
    template = "another effect on {field!r} would be lost"
    field: str
