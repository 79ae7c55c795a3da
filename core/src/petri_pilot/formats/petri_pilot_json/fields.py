"""Form fields of a transition: parameters there, with how a form shows them."""

from __future__ import annotations

from typing import Any

from petri_pilot.formats import parts
from petri_pilot.formats.translation import Translation

_TYPES = {
    "": "string",
    "text": "string",
    "textarea": "string",
    "email": "string",
    "address": "string",
    "hidden": "string",
    "password": "string",
    "number": "float",
    "amount": "amount",
    "checkbox": "bool",
    "date": "time",
    "datetime": "time",
}
_SHOWN = ("label", "placeholder", "autoFill")


def merge_fields(pointer: str, transition: dict[str, Any], say: Translation) -> None:
    """Make the `fields` of a transition parameters, or add to those that there are."""
    fields = transition.pop("fields")
    if not isinstance(fields, list) or not all(isinstance(f, dict) for f in fields):
        say.shape(pointer, f"fields of {transition.get('id')}", "a list of objects", fields)
        return
    bindings = parts.objects(transition, "bindings")
    named = {binding.get("name"): binding for binding in bindings}
    for field in fields:
        made = _binding(pointer, field, say)
        known = named.get(made["name"])
        if known is None:
            bindings.append(made)
        else:
            known |= {key: value for key, value in made.items() if key not in known}
    transition["bindings"] = bindings
    say.sources[f"{pointer}/bindings"] = say.source_of(f"{pointer}/fields")
    say.translated(f"{pointer}/bindings", f"fields of {transition.get('id')}", "its parameters")


def _binding(pointer: str, field: dict[str, Any], say: Translation) -> dict[str, Any]:
    name = field.get("name")
    shown = [key for key in _SHOWN if key in field]
    if shown:
        say.left_out(
            pointer, f"{', '.join(shown)} of the field {name}", "forms are built otherwise"
        )
    type_ = field.get("type", "")
    made: dict[str, Any] = {"name": name}
    options = [parts.text(option, "value") or "" for option in parts.objects(field, "options")]
    if type_ == "select" and options and all(options):
        made["type"] = f"enum({', '.join(options)})"
    else:
        made["type"] = _TYPES.get(type_, type_) if isinstance(type_, str) else type_
    made["required"] = field.get("required", False)
    if "description" in field:
        made["description"] = field["description"]
    if field.get("default", "") != "":
        made["default"] = _default(field["default"], made["type"])
    return made


def _default(value: Any, type_: str) -> Any:
    """Defaults of form fields are texts, whatever the type."""
    if type_ == "float" and isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    if type_ == "bool" and value in ("true", "false"):
        return value == "true"
    return value
