"""Checks a document against the published schema, forgiving what can be read safely.

One walk does three things: it turns near misses into the language's own shape
(with a warning that carries the change), it reports everything that the schema
does not allow, and it notes which features the document asks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from petri_pilot.diagnostics.diagnostic import Diagnostic, Fix, Kind
from petri_pilot.diagnostics.origin import Origin
from petri_pilot.model import kinds
from petri_pilot.model.near import fold, suggestion
from petri_pilot.model.record import Record, escape
from petri_pilot.model.scalar import INVALID, read_scalar
from petri_pilot.model.schema import json_schema
from petri_pilot.model.soundness import unsound

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """A part of a document that asks for a feature."""

    feature: str
    pointer: str
    value: Any


@dataclass(slots=True)
class Reading:
    """What the walk made of a document."""

    kind: str
    record: Record | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)
    """The keys of lists from which a nameless item had to be dropped."""
    broken: list[str] = field(default_factory=list)
    """Pointers of the objects from which something was left out."""


def read_document(document: Any, file: str) -> Reading:
    """The document as checked records, and everything that is wrong with its shape."""
    reading = Reading("application" if _is_application(document) else "net")
    reading.diagnostics = unsound(document, file)
    if reading.diagnostics:
        return reading
    if not isinstance(document, dict) or not {"places", "entities"} & document.keys():
        reason = "it has neither 'places' nor 'entities'"
        if not isinstance(document, dict):
            reason = "it is no object"
        elif "transitions" in document or "arcs" in document:
            reason = "a net needs 'places'"
        reading.diagnostics.append(Diagnostic(kinds.NotAModel(reason), Origin(file, "")))
        return reading
    schema = json_schema(reading.kind)
    record = _Walk(schema, file, reading).value(schema, document, "", "the model")
    reading.record = record if isinstance(record, Record) else None
    return reading


def _is_application(document: Any) -> bool:
    return isinstance(document, dict) and "entities" in document and "places" not in document


class _Walk:
    def __init__(self, schema: Schema, file: str, reading: Reading) -> None:
        self.defs: dict[str, Schema] = schema["$defs"]
        self.file = file
        self.reading = reading
        self._folded: dict[int, dict[str, str]] = {}

    def report(self, kind: Kind, pointer: str, *notes: str, fix: Fix | None = None) -> None:
        self.reading.diagnostics.append(
            Diagnostic(kind, Origin(self.file, pointer), notes=notes, fix=fix)
        )

    def value(self, schema: Schema, value: Any, pointer: str, where: str) -> Any:
        """The value as the schema wants it, or INVALID (and then it was reported)."""
        schema = self._narrow(schema, value)
        if schema.get("type") == "array":
            return self._array(schema, value, pointer, where)
        if "properties" in schema:
            return self._object(schema, value, pointer, where)
        if schema.get("type") == "object" and not isinstance(value, dict):
            self.report(kinds.UnexpectedValue("an object", _name_of(value)), pointer)
            return INVALID
        outcome = read_scalar(schema, value)
        if outcome.problem is not None:
            self.report(outcome.problem, pointer, *outcome.notes)
        elif outcome.tolerated is not None:
            patch = ({"op": "replace", "path": pointer, "value": outcome.value},)
            fix = Fix(f"write {outcome.tolerated.value}", patch)
            self.report(outcome.tolerated, pointer, fix=fix)
        return outcome.value

    def _narrow(self, schema: Schema, value: Any) -> Schema:
        """The alternative of the schema that fits the value best."""
        while True:
            if "$ref" in schema:
                schema = self.defs[schema["$ref"].rpartition("/")[2]]
            elif "anyOf" in schema:
                schema = _alternative(schema["anyOf"], value)
            else:
                return schema

    def _array(self, schema: Schema, value: Any, pointer: str, where: str) -> Any:
        items = schema["items"]
        key = self._key_of(items)
        if isinstance(value, dict) and key is not None and not isinstance(value.get(key), str):
            return self._from_map(items, value, pointer, key)
        if not isinstance(value, list):
            self.report(kinds.UnexpectedValue("a list", _name_of(value)), pointer)
            return INVALID
        if len(value) < schema.get("minItems", 0):
            rule = f"at least {schema['minItems']} are needed"
            self.report(kinds.ValueOutside("a list this short", rule), pointer)
        result = []
        for index, item in enumerate(value):
            place = f"{pointer}/{index}"
            if key is not None and isinstance(item, str):
                item = self._from_name(item, place, key)
            result.append(self.value(items, item, place, where))
        if INVALID in result:
            self.reading.dropped.add(pointer.rpartition("/")[2])
        return [item for item in result if item is not INVALID]

    def _key_of(self, items: Schema) -> str | None:
        """The key that names the objects of a list, or None if they have no names."""
        properties = self._narrow(items, {}).get("properties", {})
        for key in ("id", "name"):
            if "pattern" in properties.get(key, {}):
                return key
        return None

    def _from_name(self, name: str, pointer: str, key: str) -> dict[str, Any]:
        fix = Fix("write the object", ({"op": "replace", "path": pointer, "value": {key: name}},))
        self.report(kinds.NameForObject(name, key), pointer, fix=fix)
        return {key: name}

    def _from_map(self, items: Schema, value: dict[str, Any], pointer: str, key: str) -> Any:
        result = []
        plain: list[Any] = []
        properties = self._narrow(items, {}).get("properties", {})
        takes_type = "type" in properties and "kind" not in properties
        for name, item in value.items():
            inner = {key: name, **item} if isinstance(item, dict) else item
            if item is None:
                inner = {key: name}
            elif isinstance(item, str) and takes_type:
                inner = {key: name, "type": item}
            plain.append(inner)
            record = self.value(items, inner, f"{pointer}/{escape(name)}", "an item")
            if isinstance(record, Record):
                record.names.setdefault(key, "")
                result.append(record)
            else:
                self.reading.dropped.add(pointer.rpartition("/")[2])
        fix = Fix("write a list", ({"op": "replace", "path": pointer, "value": plain},))
        self.report(kinds.MapForList(key), pointer, fix=fix)
        return result

    def _object(self, schema: Schema, value: Any, pointer: str, where: str) -> Any:
        if not isinstance(value, dict):
            self.report(kinds.UnexpectedValue("an object", _name_of(value)), pointer)
            return INVALID
        where = _spoken(schema, value) or where
        record = Record(pointer)
        for given, item in value.items():
            self._entry(schema, record, given, item, value, where)
        for key in schema.get("required", ()):
            if key not in record:
                if key not in value and key not in record.names:
                    self.report(kinds.MissingKey(where, key), pointer)
                record.broken = True
        if record.broken:
            self.reading.broken.append(pointer)
        named = [k for k in ("id", "name") if k in schema.get("required", ())]
        return INVALID if record.broken and any(k not in record for k in named) else record

    def _entry(
        self,
        schema: Schema,
        record: Record,
        given: str,
        item: Any,
        whole: Mapping[str, Any],
        where: str,
    ) -> None:
        properties: dict[str, Schema] = schema["properties"]
        pointer = f"{record.pointer}/{escape(given)}"
        key = given if given in properties else self._recognise(schema, given)
        if given == "initial" and "initial_value" in properties and _is_data(whole):
            if "initial_value" in whole:
                self.report(kinds.DoubledKey(where, "initial_value", given), pointer)
                record.broken = True
                return
            key = self._initial_of_data(record, whole)
        elif key is None:
            self.report(kinds.UnknownKey(where, given), pointer, *suggestion(given, properties))
            record.broken = True
            return
        elif key != given:
            if key in whole or key in record:
                self.report(kinds.DoubledKey(where, key, given), pointer)
                record.broken = True
                return
            self._renamed(kinds.OtherSpelling(given, key), record.pointer, given, key)
        if key != given:
            record.names[key] = given
        self._request(properties[key], pointer, item)
        result = self.value(properties[key], item, pointer, where)
        if result is INVALID:
            record.broken = True
        else:
            record[key] = result

    def _initial_of_data(self, record: Record, whole: Mapping[str, Any]) -> str:
        name = str(whole.get("id", ""))
        self._renamed(kinds.InitialOfData(name), record.pointer, "initial", "initial_value")
        return "initial_value"

    def _renamed(self, kind: Kind, parent: str, given: str, key: str) -> None:
        move = {"op": "move", "from": f"{parent}/{escape(given)}", "path": f"{parent}/{key}"}
        self.report(kind, f"{parent}/{escape(given)}", fix=Fix(f"rename it to {key!r}", (move,)))

    def _recognise(self, schema: Schema, given: str) -> str | None:
        """The key that another spelling stands for, if any."""
        table = self._folded.get(id(schema))
        if table is None:
            table = {}
            for key, part in schema["properties"].items():
                for spelling in (key, *part.get("x-aliases", ())):
                    table.setdefault(fold(spelling), key)
            self._folded[id(schema)] = table
        return table.get(fold(given))

    def _request(self, part: Schema, pointer: str, item: Any) -> None:
        name = part.get("x-feature")
        if name is None or item is None:
            return
        if "x-feature-when" in part:
            wanted = item is part["x-feature-when"]
        else:
            off = isinstance(item, dict) and item.get("enabled") is False
            wanted = item not in (False, "", [], {}) and not off
        if wanted:
            self.reading.requests.append(Request(name, pointer, item))


_JSON_NAMES = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer"}


def _alternative(options: list[Schema], value: Any) -> Schema:
    """The first alternative of the value's JSON type, or else the first that is not null."""
    name = "null" if value is None else _JSON_NAMES.get(type(value), "number")
    for option in options:
        if option.get("type") == name or (name == "object" and "$ref" in option):
            return option
    if name == "string" and any(o.get("type") == "string" for o in options):
        return next(o for o in options if o.get("type") == "string")
    return next((o for o in options if o.get("type") != "null"), options[0])


def _is_data(place: Mapping[str, Any]) -> bool:
    return str(place.get("kind")).lower() == "data"


def _spoken(schema: Schema, value: Mapping[str, Any]) -> str:
    """How messages call an object: its kind and name."""
    kind = str(schema.get("title", "")).removesuffix("Document").lower()
    if kind.startswith("petri"):
        return "the model"
    name = value.get("id", value.get("name"))
    return f"the {kind} {name!r}" if isinstance(name, str) else f"the {kind}"


def _name_of(value: Any) -> str:
    if value is None:
        return "null"
    return {dict: "an object", list: "a list", str: "a string", bool: "a truth value"}.get(
        type(value), "a number"
    )
