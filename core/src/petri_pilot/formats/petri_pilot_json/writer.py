"""From a document to the JSON that petri-pilot reads.

Its reader passes over keys that it does not know, so only those that it does
are written.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from petri_pilot.formats import parts
from petri_pilot.formats.jsontext import encode
from petri_pilot.formats.petri_pilot_json.reader import EXTENSIONS

_LISTS = ("places", "transitions", "arcs", "events", "constraints", "roles", "access")
_PLACE = "id description initial kind type exported initial_value capacity resource"
_TRANSITION = "id description guard event rate clearsHistory role"
_BINDING = "name type keys value"
_FIELD = "id name description type required unique indexed default reference computed"
_ACTION = "id name description from_states to_state guard input effects triggers http"


def render(document: Mapping[str, Any]) -> str:
    """The flat form of a net, the nested form of an application."""
    return encode(_application(document) if "entities" in document else _net(document))


def _only(source: dict[str, Any], names: str) -> dict[str, Any]:
    return {name: copy.deepcopy(source[name]) for name in names.split() if name in source}


def _net(document: Mapping[str, Any]) -> dict[str, Any]:
    net = {k: copy.deepcopy(v) for k, v in document.items() if k not in _LISTS}
    net.pop("$schema", None)
    net["places"] = [_drawn(p, _PLACE) for p in parts.objects(document, "places")]
    net["transitions"] = [_transition(t) for t in parts.objects(document, "transitions")]
    arcs = [_arc(arc) for arc in parts.objects(document, "arcs")]
    net["arcs"] = [arc for arc in arcs if arc is not None]
    for key, names in (
        ("events", "id name description fields"),
        ("constraints", "id expr"),
        ("roles", "id name description inherits dynamic_grant"),
        ("access", "transition roles guard"),
    ):
        if key in document:
            net[key] = [_only(entry, names) for entry in parts.objects(document, key)]
    for event in parts.objects(net, "events"):
        event["fields"] = [_event_field(f) for f in parts.objects(event, "fields")]
    return net


def _drawn(node: dict[str, Any], names: str) -> dict[str, Any]:
    made = _only(node, names)
    for axis in ("x", "y"):
        value = parts.number(node, axis)
        if value is not None and value == int(value):
            made[axis] = int(value)
    return made


def _transition(transition: dict[str, Any]) -> dict[str, Any]:
    made = _drawn(transition, _TRANSITION)
    bindings = parts.objects(transition, "bindings")
    if bindings:
        made["bindings"] = [{"type": "string"} | _only(b, _BINDING) for b in bindings]
    http = transition.get("http")
    if isinstance(http, dict) and parts.text(http, "path"):
        made["http_method"] = parts.text(http, "method") or "POST"
        made["http_path"] = http["path"]
    return made


def _arc(arc: dict[str, Any]) -> dict[str, Any] | None:
    weight = arc.get("weight", 1)
    unknown_type = arc.get("type", "normal") not in ("normal", "read", "inhibitor")
    if unknown_type or isinstance(weight, (str, bool)):
        return None
    made = _only(arc, "from to type weight keys value")
    if made.get("type") == "normal":
        del made["type"]
    return made


def _event_field(field: dict[str, Any]) -> dict[str, Any]:
    made = {"type": "string", "required": True} | _only(field, "name type required description")
    return {key: value for key, value in made.items() if value is not None}


def _application(document: Mapping[str, Any]) -> dict[str, Any]:
    net = {k: document[k] for k in ("name", "version", "description") if k in document}
    extensions: dict[str, Any] = {}
    for name, keys in EXTENSIONS.items():
        held = {key: copy.deepcopy(document[key]) for key in keys if key in document}
        if len(keys) == 1 and held:
            extensions[name] = held[keys[0]]
        elif held:
            extensions[name] = held
    extensions["petri-pilot/entities"] = [_entity(e) for e in parts.objects(document, "entities")]
    empty: dict[str, Any] = {"places": [], "transitions": [], "arcs": []}
    return {"version": "2.0", "net": net | empty, "extensions": extensions}


def _entity(entity: dict[str, Any]) -> dict[str, Any]:
    made = _only(entity, "id name description states constraints access")
    made["fields"] = [_field(f) for f in parts.objects(entity, "fields")]
    made["actions"] = [_action(a) for a in parts.objects(entity, "actions")]
    return made


def _field(field: dict[str, Any]) -> dict[str, Any]:
    made = _only(field, _FIELD)
    reference = made.get("reference")
    if isinstance(reference, dict) and reference.get("on_delete") == "nullify":
        reference["on_delete"] = "set_null"
    return made


def _action(action: dict[str, Any]) -> dict[str, Any]:
    made = _only(action, _ACTION)
    if "input" in made:
        names = "id name type required default"
        made["input"] = [_only(i, names) for i in parts.objects(action, "input")]
    if "effects" in made:
        made["effects"] = [_only(e, "field value op") for e in parts.objects(action, "effects")]
    return made
