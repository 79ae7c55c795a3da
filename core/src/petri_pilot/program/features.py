"""The features that a model can ask for, beyond what every target implements."""

from __future__ import annotations

from petri_pilot.program.access import effect_reads_caller, reads_caller
from petri_pilot.program.context import Context
from petri_pilot.program.ir import Program

FEATURES: dict[str, str] = {
    "access": "access rules, permissions, and guards that read the caller",
    "activity": "a feed of what happened",
    "admin": "an administration area",
    "approvals": "approval chains",
    "batch": "batch operations",
    "blobstore": "stored files",
    "clears-history": "transitions that clear the history shown to users",
    "comments": "comments on instances",
    "computed": "computed values of a net",
    "computed-fields": "fields computed from other fields",
    "debug": "a debugging console",
    "decimals": "decimal places for display",
    "documents": "generated documents",
    "dynamic-grants": "roles granted by a condition",
    "event-sourcing-settings": "settings of event storage in the model",
    "export": "data export",
    "favorites": "favourites of users",
    "feature-flags": "switches of optional parts",
    "graphql": "a GraphQL API",
    "hidden-places": "places that the API does not show",
    "inbound-webhooks": "calls from other systems that fire commands",
    "indexed": "fields with an index",
    "indexes": "indexes over several fields",
    "integrations": "calls to other systems",
    "multiple-aggregates": "several entities in one application",
    "navigation": "the menu of the frontend",
    "notifications": "notifications to users",
    "pages": "pages of the frontend",
    "prediction": "predictions by simulation",
    "references": "fields that refer to other entities",
    "relationships": "relations between entities",
    "search": "full-text search",
    "simulation": "simulation settings",
    "sla": "service-level deadlines",
    "soft-delete": "deletion that can be undone",
    "status": "names of states for display",
    "tags": "tags on instances",
    "templates": "templates of instances",
    "timers": "commands fired by time",
    "timing": "durations of transitions",
    "transition-roles": "the player or actor of a transition",
    "triggers": "actions that commands set off",
    "unique": "fields with unique values",
    "unit": "units for display",
    "views": "views of the frontend",
    "wallet": "wallet sign-in",
    "webhooks": "calls to other systems on events",
    "workflows": "workflows over several entities",
}
"""Name and one line of help. A feature that no enabled emitter implements is refused by name."""


def note_features(ctx: Context, program: Program) -> None:
    """Notes the features that no single key asks for."""
    if len(program.aggregates) > 1:
        second = program.aggregates[1].origin.pointer
        ctx.feature("multiple-aggregates", second, len(program.aggregates))
    for rule in program.access[:1]:
        ctx.feature("access", rule.origin.pointer, "rules")
    for aggregate in program.aggregates:
        for command in aggregate.commands:
            if command.permissions:
                ctx.feature("access", command.origin.pointer, "permissions")
            if any(reads_caller(m.guard) or effect_reads_caller(m) for m in command.modes):
                ctx.feature("access", command.origin.pointer, "caller")
