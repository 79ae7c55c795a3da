"""Transitions of petri-pilot: bindings, form fields, routes, timing."""

from __future__ import annotations

from typing import Any

from petri_pilot.formats import parts
from petri_pilot.formats.petri_pilot_json.fields import merge_fields
from petri_pilot.formats.translation import Translation

_TIMING = {"duration": "duration", "minDuration": "min_duration", "maxDuration": "max_duration"}
_SIMULATION = ("stages", "schedule", "tags")


def translate_transition(
    pointer: str, transition: dict[str, Any], net: dict[str, Any], say: Translation
) -> None:
    """Translate `transition` of `net` in place."""
    name = transition.get("id")
    _bindings(pointer, transition, say)
    _binding_places(pointer, transition, net, say)
    if "fields" in transition:
        merge_fields(pointer, transition, say)
    _route(pointer, transition, say)
    _event(pointer, transition, say)
    _timing(pointer, transition, say)
    for key in _SIMULATION:
        if key in transition:
            del transition[key]
            say.left_out(pointer, f"{key} of {name}", "it is for simulations elsewhere")
    if transition.pop("guardUnrepresentable", False):
        reason = "its guard could not be written down; without it, it would fire more often"
        say.refuse(pointer, f"the transition {name}", reason)
    if transition.get("clearsHistory") is False:
        del transition["clearsHistory"]


def _bindings(pointer: str, transition: dict[str, Any], say: Translation) -> None:
    for key in ("bindings", "legacy_bindings"):
        value = transition.get(key)
        if not isinstance(value, dict):
            continue
        del transition[key]
        if transition.get("bindings"):
            say.left_out(pointer, f"{key} of {transition.get('id')}", "bindings say it already")
            continue
        transition["bindings"] = [{"name": n, "type": t} for n, t in value.items()]
        say.sources[f"{pointer}/bindings"] = say.source_of(f"{pointer}/{key}")
        what = f"{key} of {transition.get('id')} as an object"
        say.translated(f"{pointer}/bindings", what, "a list of parameters with types")


def _binding_places(
    pointer: str, transition: dict[str, Any], net: dict[str, Any], say: Translation
) -> None:
    placed = [b for b in parts.objects(transition, "bindings") if "place" in b]
    if not placed:
        return
    joined = {
        other
        for arc in parts.objects(net, "arcs")
        for one, other in ((arc.get("from"), arc.get("to")), (arc.get("to"), arc.get("from")))
        if one == transition.get("id") and isinstance(other, str)
    }
    for binding in placed:
        place = binding.pop("place")
        what = f"place of the binding {binding.get('name')} of {transition.get('id')}"
        if place in joined:
            say.translated(pointer, what, f"the arcs of {place} say it already")
        else:
            say.refuse(pointer, what, f"no arc joins {transition.get('id')} and {place}; add it")


def _route(pointer: str, transition: dict[str, Any], say: Translation) -> None:
    method, path = transition.pop("http_method", ""), transition.pop("http_path", "")
    if not method and not path:
        return
    what = f"the route of {transition.get('id')}"
    if not isinstance(method, str) or not isinstance(path, str) or "http" in transition:
        say.refuse(pointer, what, "http_method and http_path are texts, and replace http")
    elif method.upper() == "GET":
        say.refuse(pointer, what, "a command changes the state, so it cannot be a GET")
    elif not path and method.upper() != "POST":
        say.refuse(pointer, what, f"it has the method {method}, but no http_path")
    elif not path:
        say.translated(pointer, f"http_method of {transition.get('id')}", "POST is the default")
    else:
        transition["http"] = {"method": method.upper() or "POST", "path": path}
        say.sources[f"{pointer}/http"] = say.source_of(f"{pointer}/http_path")
        say.translated(f"{pointer}/http", what, "http with its method and path")


def _event(pointer: str, transition: dict[str, Any], say: Translation) -> None:
    if "emits" in transition:
        reason = "one firing appends one event here, not one for each of several nets"
        say.refuse(pointer, f"emits of {transition.get('id')}", reason)
    if "event_type" not in transition:
        return
    old = transition.pop("event_type")
    if not transition.get("event"):
        transition["event"] = old
        say.sources[f"{pointer}/event"] = say.source_of(f"{pointer}/event_type")
        say.translated(f"{pointer}/event", f"event_type of {transition.get('id')}", "its event")
    elif transition["event"] != old:
        say.left_out(pointer, f"event_type of {transition.get('id')}", "event says another type")


def _timing(pointer: str, transition: dict[str, Any], say: Translation) -> None:
    timing = {new: transition.pop(old) for old, new in _TIMING.items() if old in transition}
    if timing:
        transition["timing"] = timing
        say.translated(f"{pointer}/timing", f"durations of {transition.get('id')}", "its timing")
