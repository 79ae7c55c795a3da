"""From a petri-pilot file, flat or nested, to a document."""

from __future__ import annotations

import copy
from typing import Any

from petri_pilot.formats.petri_pilot_json.entities import translate_entities
from petri_pilot.formats.petri_pilot_json.net import translate_net
from petri_pilot.formats.text import escape_segment
from petri_pilot.formats.translation import Translation

EXTENSIONS: dict[str, tuple[str, ...]] = {
    "petri-pilot/entities": ("entities",),
    "petri-pilot/roles": ("roles",),
    "petri-pilot/pages": ("pages", "navigation"),
    "petri-pilot/workflows": ("workflows",),
    "petri-pilot/views": ("views", "admin"),
}
"""What each extension holds. The first is also the form of one that is a list."""

_NET_PARTS = ("places", "transitions", "arcs", "events", "constraints")


def is_nested(source: dict[str, Any]) -> bool:
    """Whether the file has the shape with net and extensions."""
    return "net" in source


def translate(source: dict[str, Any], say: Translation) -> dict[str, Any]:
    """The document; it means nothing if the translation failed."""
    return _nested(source, say) if is_nested(source) else translate_net(source, say)


def _nested(source: dict[str, Any], say: Translation) -> dict[str, Any]:
    say.unknown_keys("", "a nested model", source, "$schema version net extensions")
    net, extensions = source["net"], source.get("extensions", {})
    if source.get("version", "2.0") != "2.0":
        say.refuse("", f"version {source['version']!r}", "the nested form has the version 2.0")
    if not isinstance(net, dict) or not isinstance(extensions, dict):
        say.shape("", "net and extensions", "an object each", [])
        return {}
    for key in net:
        say.sources[f"/{escape_segment(key)}"] = f"/net/{escape_segment(key)}"
    document = translate_net(net, say)
    for name, data in extensions.items():
        _extension(name, data, document, say)
    if "entities" in document:
        _drop_empty_net(document, say)
    return document


def _extension(name: str, data: Any, document: dict[str, Any], say: Translation) -> None:
    keys = EXTENSIONS.get(name)
    if keys is None:
        reason = f"nothing here knows it; there are {', '.join(EXTENSIONS)}"
        say.refuse("", f"the extension {name!r}", reason)
        return
    source = f"/extensions/{escape_segment(name)}"
    if isinstance(data, list):
        parts, within = {keys[0]: data}, {keys[0]: source}
    elif isinstance(data, dict):
        say.unknown_keys("", f"the extension {name!r}", data, " ".join(keys))
        parts = {key: data[key] for key in keys if data.get(key) is not None}
        within = {key: f"{source}/{key}" for key in keys}
    else:
        say.shape("", f"the extension {name!r}", "a list or an object", data)
        return
    for key, value in parts.items():
        if key in document:
            say.refuse(f"/{key}", f"{key} of the extension {name!r}", f"the net has {key} too")
            continue
        say.sources[f"/{key}"] = within[key]
        translated = key == "entities"
        document[key] = translate_entities(value, say) if translated else copy.deepcopy(value)


def _drop_empty_net(document: dict[str, Any], say: Translation) -> None:
    """An application has entities and no net of its own."""
    for key in _NET_PARTS:
        if document.get(key):
            reason = f"an application has entities, and this one also has {key} of a net"
            say.refuse(f"/{key}", "the net beside the entities", reason)
        document.pop(key, None)
