"""Keys that this version knows, and that a plugin has to implement.

They are checked no further than being JSON: a program that has them asks for a
feature, and generation refuses a feature that no enabled emitter implements.
"""

from __future__ import annotations

from petri_pilot.model.base import Document, Json, feature


class Extensions(Document):
    """What a net, an entity or an application may ask of plugins."""

    prediction: Json = feature("prediction")
    simulation: Json = feature("simulation")
    debug: Json = feature("debug")
    graphql: Json = feature("graphql")
    admin: Json = feature("admin")
    soft_delete: Json = feature("soft-delete", alias="softDelete")
    status: Json = feature("status")
    views: Json = feature("views")
    navigation: Json = feature("navigation")
    pages: Json = feature("pages")
    workflows: Json = feature("workflows")
    webhooks: Json = feature("webhooks")
    inbound_webhooks: Json = feature("inbound-webhooks", alias="inboundWebhooks")
    integrations: Json = feature("integrations")
    sla: Json = feature("sla")
    timers: Json = feature("timers")
    notifications: Json = feature("notifications")
    relationships: Json = feature("relationships")
    computed: Json = feature("computed")
    indexes: Json = feature("indexes")
    search: Json = feature("search")
    approvals: Json = feature("approvals")
    templates: Json = feature("templates")
    batch: Json = feature("batch")
    documents: Json = feature("documents")
    comments: Json = feature("comments")
    tags: Json = feature("tags")
    activity: Json = feature("activity")
    favorites: Json = feature("favorites")
    export: Json = feature("export")
    blobstore: Json = feature("blobstore")
    wallet: Json = feature("wallet")
    feature_flags: Json = feature("feature-flags", alias="features")
    event_sourcing: Json = feature("event-sourcing-settings", alias="eventSourcing")
    decimals: Json = feature("decimals")
    unit: Json = feature("unit")
