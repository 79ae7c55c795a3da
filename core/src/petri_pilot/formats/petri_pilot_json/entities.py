"""Entities of petri-pilot in the words of this language."""

from __future__ import annotations

import copy
from typing import Any

from petri_pilot.formats import parts
from petri_pilot.formats.translation import Translation

_ON_DELETE = {"set_null": "nullify"}


def translate_entities(source: Any, say: Translation) -> list[Any]:
    """The entities of an extension, translated."""
    if not isinstance(source, list):
        say.shape("/entities", "petri-pilot/entities", "a list", source)
        return []
    entities = copy.deepcopy(source)
    for index, entity in enumerate(entities):
        if isinstance(entity, dict):
            _entity(f"/entities/{index}", entity, say)
    return entities


def _entity(pointer: str, entity: dict[str, Any], say: Translation) -> None:
    for key in ("states", "actions"):
        _objects_for_names(pointer, entity, key, say)
    for index, field in enumerate(parts.objects(entity, "fields")):
        _field(f"{pointer}/fields/{index}", field, say)
    for index, action in enumerate(parts.objects(entity, "actions")):
        below = f"{pointer}/actions/{index}"
        if action.get("from_states") == []:
            del action["from_states"]
        for number, parameter in enumerate(parts.objects(action, "input")):
            _validation(f"{below}/input/{number}", parameter, say)


def _objects_for_names(pointer: str, entity: dict[str, Any], key: str, say: Translation) -> None:
    entries = entity.get(key)
    if not isinstance(entries, list) or not any(isinstance(entry, str) for entry in entries):
        return
    entity[key] = [{"id": entry} if isinstance(entry, str) else entry for entry in entries]
    what = f"names in {key} of the entity {entity.get('id')}"
    say.translated(f"{pointer}/{key}", what, "objects with that id")


def _field(pointer: str, field: dict[str, Any], say: Translation) -> None:
    if "id" not in field and "name" in field:
        field["id"] = field["name"]
        say.translated(pointer, f"the field {field['name']} without id", "its name is its id")
    if field.get("type") == "reference":
        field["type"] = "string"
        say.translated(f"{pointer}/type", f"the type of {field.get('id')}", "the id of an entity")
    reference = field.get("reference")
    if isinstance(reference, dict):
        _reference(f"{pointer}/reference", field, reference, say)
    if field.get("computed") == "":
        del field["computed"]
    _validation(pointer, field, say)


def _reference(
    pointer: str, field: dict[str, Any], reference: dict[str, Any], say: Translation
) -> None:
    target = reference.pop("field", "id")
    if target not in ("id", ""):
        what = f"the reference of {field.get('id')} to the field {target}"
        say.refuse(pointer, what, "references are to ids")
    rule = reference.get("on_delete")
    if rule in _ON_DELETE:
        reference["on_delete"] = _ON_DELETE[rule]
        say.translated(pointer, f"on_delete {rule}", _ON_DELETE[rule])
    elif rule == "":
        del reference["on_delete"]


def _validation(pointer: str, owner: dict[str, Any], say: Translation) -> None:
    rule = owner.get("validation")
    if not isinstance(rule, str):
        return
    del owner["validation"]
    if rule:
        what = f"the validation of {owner.get('id')} by an expression"
        reason = "write min, max or pattern, or a guard of the actions that set it"
        say.refuse(pointer, what, reason)
