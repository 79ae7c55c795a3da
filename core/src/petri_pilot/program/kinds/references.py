"""Names that are unknown, taken, or of the wrong sort."""

from __future__ import annotations

from petri_pilot.diagnostics.diagnostic import Kind, Severity


class UnknownReference(Kind):
    """Something is named that the model does not have.

    What it finds
        Arcs, rules, effects and inheritance that name a place, transition,
        state, field, role, entity or command that is not declared.
    Why it matters
        The model says less than its author thinks.

    Example
        ```yaml
        name: shop
        places: [{id: open}]
        transitions: [{id: close}]
        arcs: [{from: opne, to: close}]
        ```
    How to fix
        Correct the spelling, or declare what is missing.
    """

    code = "core/unknown-reference"
    template = "there is no {sort} {name!r}"
    sort: str
    name: str


class DuplicateId(Kind):
    """Two elements have the same id.

    What it finds
        Ids of places and transitions that occur twice in a net, and ids of
        events, parameters, constraints, roles, entities, fields, states and
        actions that occur twice among their like.
    Why it matters
        An arc or an expression with that id could mean either.

    Example
        ```yaml
        name: shop
        places: [{id: open}, {id: open}]
        ```
    How to fix
        Rename one of them, with everything that refers to it.
    """

    code = "core/duplicate-id"
    template = "the id {name!r} is already that of a {sort}"
    sort: str
    name: str


class NoSlug(Kind):
    """A name has no letter or digit that a route can carry.

    What it finds
        A model's name or an entity's id without any ASCII letter or digit.
    Why it matters
        The name becomes part of routes, folders and stream names.

    Example
        ```yaml
        name: "***"
        places: [{id: open}]
        ```
    How to fix
        Use a name with letters or digits; keep the other one in `description`.
    """

    code = "core/no-slug"
    template = "the name {name!r} has no letter or digit for a route"
    name: str


class RoleCycle(Kind):
    """Roles inherit in a circle.

    What it finds
        A role that inherits itself, directly or through others.
    Why it matters
        Inheritance gives rights; in a circle all roles would be the same one.

    Example
        ```yaml
        name: shop
        places: [{id: open}]
        roles: [{id: clerk, inherits: [boss]}, {id: boss, inherits: [clerk]}]
        ```
    How to fix
        Remove one of the steps of the circle.
    """

    code = "core/role-cycle"
    template = "roles inherit in a circle: {path}"
    path: str


class AccessTarget(Kind):
    """An access rule does not say what it is about.

    What it finds
        A rule without `transition` (in a net) or `action` (in an entity), or with both.
    Why it matters
        A rule about nothing protects nothing.

    Example
        ```yaml
        name: shop
        places: [{id: open}]
        roles: [{id: clerk}]
        access: [{roles: [clerk]}]
        ```
    How to fix
        Name one command, or "*" for all.
    """

    code = "core/access-target"
    template = "an access rule needs exactly one of 'transition' and 'action'"


class CreateRenamed(Kind):
    """The command that makes an instance has another name because `create` is taken.

    What it finds
        A net with a transition called `create`, or an entity without a creating
        action but with an action of that name.
    Why it matters
        The transition fires on an instance; making the instance is a command of
        its own, which is then called `create_instance`.

    Example
        ```yaml
        name: shop
        places: [{id: open}]
        transitions: [{id: create}]
        arcs: [{from: create, to: open}]
        ```
    How to fix
        Rename the transition, or let it be; in an entity, mark the action with
        `creates: true` if it is meant to make the instance.
    """

    code = "core/create-renamed"
    severity = Severity.NOTE
    template = "{name!r} is taken, so instances are made by the command {other!r}"
    name: str
    other: str
