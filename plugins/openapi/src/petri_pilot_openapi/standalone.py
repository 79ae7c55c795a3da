"""The document's schemas as JSON Schema documents (2020-12) that stand alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
COMPONENTS = "#/components/schemas/"


def standalone_schemas(document: Schema) -> dict[str, Schema]:
    """Each schema of the document by name; those that it refers to are in its `$defs`."""
    schemas: dict[str, Schema] = document["components"]["schemas"]
    return {name: _standalone(name, schemas) for name in schemas}


def _standalone(name: str, schemas: dict[str, Schema]) -> Schema:
    needed = sorted(_reachable(name, schemas) - {name})
    result: Schema = {"$schema": DIALECT, **_moved(schemas[name])}
    if needed:
        result["$defs"] = {other: _moved(schemas[other]) for other in needed}
    return result


def _reachable(name: str, schemas: dict[str, Schema]) -> set[str]:
    found: set[str] = set()
    pending = [name]
    while pending:
        current = pending.pop()
        if current not in found:
            found.add(current)
            pending += _references(schemas[current])
    return found


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        reference = value.get("$ref")
        if isinstance(reference, str):
            yield reference.removeprefix(COMPONENTS)
        for part in value.values():
            yield from _references(part)
    elif isinstance(value, list):
        for part in value:
            yield from _references(part)


def _moved(value: Any) -> Any:
    """The schema with its references pointing into `$defs`."""
    if isinstance(value, dict):
        return {
            key: part.replace(COMPONENTS, "#/$defs/")
            if key == "$ref" and isinstance(part, str)
            else _moved(part)
            for key, part in value.items()
        }
    return [_moved(part) for part in value] if isinstance(value, list) else value
