"""The net of a petri-pilot file in the words of this language.

Most of it is alike. What is said here in other words, or is understood there
without being said, is translated in a copy; keys of neither are left for the
language's own checks.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from petri_pilot.formats import parts
from petri_pilot.formats.expressions import count_tokens_of
from petri_pilot.formats.petri_pilot_json.events import translate_event_fields
from petri_pilot.formats.petri_pilot_json.transitions import translate_transition
from petri_pilot.formats.translation import Translation

NOTES = ("view", "presentation", "assertedClasses", "parameters")
"""Keys of the net that describe it for other tools; they are kept under metadata."""


def translate_net(source: dict[str, Any], say: Translation) -> dict[str, Any]:
    """The net in `source`, translated; it means nothing if the translation failed."""
    net = copy.deepcopy(source)
    _keep_notes(net, say)
    tokens = {p["id"] for p in parts.objects(net, "places") if _is_token_place(p)}
    for pointer, place in _entries(net, "places"):
        _place(pointer, place, say)
    for pointer, transition in _entries(net, "transitions"):
        translate_transition(pointer, transition, net, say)
        _count_tokens(pointer, transition, "guard", tokens, say)
    for pointer, arc in _entries(net, "arcs"):
        _arc(pointer, arc, say)
    for pointer, event in _entries(net, "events"):
        translate_event_fields(pointer, event, say)
    for pointer, constraint in _entries(net, "constraints"):
        _count_tokens(pointer, constraint, "expr", tokens, say)
    return net


def _entries(net: dict[str, Any], key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    value = net.get(key)
    for index, entry in enumerate(value if isinstance(value, list) else []):
        if isinstance(entry, dict):
            yield f"/{key}/{index}", entry


def _is_token_place(place: dict[str, Any]) -> bool:
    return parts.text(place, "id") is not None and place.get("kind", "token") in ("token", "")


def _keep_notes(net: dict[str, Any], say: Translation) -> None:
    kept = {key: net.pop(key) for key in NOTES if key in net}
    if not kept:
        return
    metadata = net.get("metadata")
    net["metadata"] = (metadata if isinstance(metadata, dict) else {}) | {"petri-pilot": kept}
    say.translated("/metadata", ", ".join(kept), "kept under metadata, without any effect")


def _place(pointer: str, place: dict[str, Any], say: Translation) -> None:
    name = place.get("id")
    if "persisted" in place:
        del place["persisted"]
        say.translated(pointer, f"persisted of {name}", "every place is kept, as events")
    if place.get("kind") == "":
        del place["kind"]
    if place.get("capacity") == 0:
        del place["capacity"]
        say.translated(pointer, f"capacity 0 of {name}", "no bound")
    if "tags" in place:
        del place["tags"]
        say.left_out(pointer, f"tags of {name}", "they only classify for analyses elsewhere")
    if place.get("kind") == "data" and "initial" in place:
        _data_initial(pointer, place, say)


def _data_initial(pointer: str, place: dict[str, Any], say: Translation) -> None:
    initial = place.pop("initial")
    if initial == 0 or initial == place.get("initial_value"):
        return
    if "initial_value" in place:
        reason = "initial and initial_value differ, and a data place has one value"
        say.refuse(pointer, f"the place {place.get('id')}", reason)
        return
    place["initial_value"] = initial
    say.sources[f"{pointer}/initial_value"] = say.source_of(f"{pointer}/initial")
    say.translated(pointer, f"initial of the data place {place.get('id')}", "its initial_value")


def _arc(pointer: str, arc: dict[str, Any], say: Translation) -> None:
    shown = f"the arc {arc.get('from')} -> {arc.get('to')}"
    if arc.get("type") == "":
        del arc["type"]
    if arc.get("weight") == 0 and not isinstance(arc["weight"], bool):
        del arc["weight"]
        say.translated(pointer, f"weight 0 of {shown}", "1, as there")
    if arc.get("value") == "":
        del arc["value"]
    if "kinetic" in arc:
        del arc["kinetic"]
        say.left_out(
            pointer, f"kinetic of {shown}", "it only changes rates in simulations elsewhere"
        )


def _count_tokens(
    pointer: str, owner: dict[str, Any], key: str, tokens: set[str], say: Translation
) -> None:
    expression = owner.get(key)
    if not isinstance(expression, str):
        return
    if expression == "":
        del owner[key]
        return
    bound = {parts.text(b, "name") or "" for b in parts.objects(owner, "bindings")}
    counted = count_tokens_of(expression, tokens - bound)
    if counted != expression:
        owner[key] = counted
        what = "the name of a token place in an expression"
        say.translated(f"{pointer}/{key}", what, f"its number of tokens: {counted}")
