"""Declared events of petri-pilot: fields are optional there unless they say otherwise."""

from __future__ import annotations

from typing import Any

from petri_pilot.formats import parts
from petri_pilot.formats.translation import Translation


def translate_event_fields(pointer: str, event: dict[str, Any], say: Translation) -> None:
    """Translate the fields of `event` in place."""
    optional = []
    for index, field in enumerate(parts.objects(event, "fields")):
        if "required" not in field:
            field["required"] = False
            optional.append(str(field.get("name")))
        _element_type(f"{pointer}/fields/{index}", field, say)
    if optional:
        what = f"{', '.join(optional)} of the event {event.get('id')} without required"
        say.translated(pointer, what, "optional, as there")


def _element_type(pointer: str, field: dict[str, Any], say: Translation) -> None:
    type_, of = field.get("type"), field.pop("of", None)
    if type_ == "array":
        field["type"] = f"list[{of}]" if isinstance(of, str) and of else "json"
    elif type_ == "object":
        field["type"] = f"map[string]{of}" if isinstance(of, str) and of else "json"
    elif of is not None:
        what = f"of of the field {field.get('name')}"
        say.left_out(pointer, what, f"a {type_} has no elements")
        return
    if field.get("type") != type_:
        what = f"the type {type_}{f' of {of}' if of else ''} of the field {field.get('name')}"
        say.translated(f"{pointer}/type", what, str(field["type"]))
