"""From a net to a pflow.xyz document with one token color."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from petri_pilot.formats import parts
from petri_pilot.formats.jsontext import encode
from petri_pilot.formats.losses import RefusedError

_KEPT = ("author", "parents")


def render(document: Mapping[str, Any]) -> str:
    """The document; raises RefusedError for anything that is no net.

    It leaves out what the editor has no words for.
    """
    if "entities" in document:
        raise RefusedError("it is an application, and pflow.xyz has nets")
    places = [p for p in parts.objects(document, "places") if _is_token_place(p)]
    transitions = [t for t in parts.objects(document, "transitions") if parts.text(t, "id")]
    ids = {p["id"] for p in places}
    made: dict[str, Any] = {
        "@context": "https://pflow.xyz/schema",
        "@type": "PetriNet",
        "@version": "1.1",
    }
    for key in ("name", "description"):
        if parts.text(document, key):
            made[key] = document[key]
    made |= _metadata(document)
    made.setdefault("token", [])
    made["places"] = {p["id"]: _place(p, i) for i, p in enumerate(places)}
    made["transitions"] = {t["id"]: _transition(t, i) for i, t in enumerate(transitions)}
    nodes = ids | {t["id"] for t in transitions}
    arcs = [_arc(arc, ids, nodes) for arc in parts.objects(document, "arcs")]
    made["arcs"] = [arc for arc in arcs if arc is not None]
    return encode(made)


def _is_token_place(place: dict[str, Any]) -> bool:
    return parts.text(place, "id") is not None and place.get("kind", "token") == "token"


def _metadata(document: Mapping[str, Any]) -> dict[str, Any]:
    metadata = document.get("metadata")
    kept = metadata.get("pflow.xyz") if isinstance(metadata, dict) else None
    return {k: kept[k] for k in _KEPT if k in kept} if isinstance(kept, dict) else {}


def _place(place: dict[str, Any], offset: int) -> dict[str, Any]:
    capacity = parts.integer(place, "capacity")
    made = {
        "@type": "Place",
        "initial": [_natural(parts.integer(place, "initial"))],
        "capacity": [capacity] if capacity is not None and capacity > 0 else [],
        "offset": offset,
    }
    return made | _drawn(place)


def _transition(transition: dict[str, Any], offset: int) -> dict[str, Any]:
    made: dict[str, Any] = {"@type": "Transition", "offset": offset}
    made["role"] = parts.text(transition, "role") or "default"
    return made | _drawn(transition)


def _drawn(node: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if parts.text(node, "name"):
        made["label"] = node["name"]
    for axis in ("x", "y"):
        if parts.number(node, axis) is not None:
            made[axis] = node[axis]
    return made


def _arc(arc: dict[str, Any], places: set[str], nodes: set[str]) -> dict[str, Any] | None:
    source, target = parts.text(arc, "from"), parts.text(arc, "to")
    weight = 1 if arc.get("weight") is None else parts.integer(arc, "weight")
    kind = arc.get("type", "normal")
    if source not in nodes or target not in nodes or weight is None or weight < 1:
        return None
    if kind not in ("normal", "read", "inhibitor") or (kind != "normal" and source not in places):
        return None
    if kind == "read":
        source, target = target, source
    return {
        "@type": "Arrow",
        "source": source,
        "target": target,
        "weight": [weight],
        "inhibitTransition": kind != "normal",
    }


def _natural(value: int | None) -> int:
    return value if value is not None and value > 0 else 0
