"""Roles and access rules."""

from __future__ import annotations

from petri_pilot.model.base import Document, Expression, Identifier, Json


class RoleDocument(Document):
    """A role and those whose rights it has too."""

    id: Identifier
    name: str | None = None
    description: str = ""
    inherits: list[Identifier] = []
    dynamic_grant: Json = None


class AccessDocument(Document):
    """Who may use a command. A net says `transition`, an entity `action`; "*" is all."""

    transition: str | None = None
    action: str | None = None
    roles: list[Identifier] = []
    guard: Expression | None = None
