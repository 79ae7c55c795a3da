"""Roles and access rules."""

# ruff: noqa: RUF012 -- pydantic copies the defaults of its fields

from __future__ import annotations

from petri_pilot.model.base import Document, Expression, Identifier, Json, Text, aliased, feature


class RoleDocument(Document):
    """A role and those whose rights it has too."""

    id: Identifier
    name: Text | None = None
    description: Text = ""
    inherits: list[Identifier] = []
    """The roles whose rights this one has too."""
    dynamic_grant: Json = feature("dynamic-grants")
    """A condition under which a user has the role without being given it."""


class AccessDocument(Document):
    """Who may use a command. A net says `transition`, an entity `action`; "*" is all."""

    transition: str | None = aliased("command", default=None)
    action: str | None = None
    roles: list[Identifier] = []
    """Any of them is enough; with none, any signed-in user."""
    guard: Expression | None = None
    """A further condition over the stored state and `user`."""
