"""Parameters that a transition uses without declaring them.

Works on documents, so that readers of formats without parameter declarations
can fill them in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from petri_pilot.expr import TypeNameError, parse_type
from petri_pilot.expr.types import INT, STRING, ListType, MapType, Type
from petri_pilot.program.expressions import free_names

_ARITHMETIC = r"(?:[<>]=?|[=!]=|[-+*/%])"


def infer_parameters(document: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The undeclared parameters of a net document's transitions that have no bindings.

    For each transition id a list of bindings `{"name", "type"}`, in the order of
    use: keys and values of arcs, weights, then the guard. Types follow from the
    use: a key has the type of the map's keys, a value that of the entry, a weight
    is an int; a name that only a guard uses is an int if it is next to a number
    or an operator of arithmetic with a known int, else a string.
    """
    types = _data_types(document.get("places", []))
    arcs = _arcs_by_transition(document)
    result = {}
    for transition in document.get("transitions", []):
        if transition.get("bindings") or transition.get("fields"):
            continue
        found = _infer(transition, arcs.get(transition.get("id"), []), types)
        if found:
            result[transition["id"]] = [
                {"name": name, "type": str(type_)} for name, type_ in found.items()
            ]
    return result


def _data_types(places: Any) -> dict[str, Type]:
    types: dict[str, Type] = {}
    for place in places:
        if place.get("kind") != "data":
            continue
        try:
            types[place["id"]] = parse_type(place.get("type") or "string")
        except TypeNameError:
            types[place["id"]] = STRING
    return types


def _arcs_by_transition(document: Mapping[str, Any]) -> dict[Any, list[tuple[Any, Any]]]:
    """For each transition id its arcs with the id of the place."""
    transitions = {t.get("id") for t in document.get("transitions", [])}
    arcs: dict[Any, list[tuple[Any, Any]]] = {}
    for arc in document.get("arcs", []):
        source, target = arc.get("from"), arc.get("to")
        if target in transitions:
            arcs.setdefault(target, []).append((arc, source))
        elif source in transitions:
            arcs.setdefault(source, []).append((arc, target))
    return arcs


def _infer(
    transition: Mapping[str, Any], arcs: list[tuple[Any, Any]], types: Mapping[str, Type]
) -> dict[str, Type]:
    found: dict[str, Type] = {}
    for arc, place in arcs:
        entry = types.get(place)
        for key in arc.get("keys") or ():
            _note(found, str(key), types, entry.key if isinstance(entry, MapType) else STRING)
            entry = entry.value if isinstance(entry, MapType) else entry
        if arc.get("value") is not None:
            if arc.get("op") in ("append", "remove") and isinstance(entry, ListType):
                entry = entry.item
            _note(found, str(arc["value"]), types, entry or STRING)
        if isinstance(arc.get("weight"), str):
            _note(found, arc["weight"], types, INT)
    guard = str(transition.get("guard") or "")
    for name in free_names(guard):
        if name not in types and name not in found:
            found[name] = INT if _looks_numeric(guard, name) else STRING
    return found


def _note(found: dict[str, Type], text: str, types: Mapping[str, Type], type_: Type) -> None:
    for name in free_names(text):
        if name not in types:
            found.setdefault(name, type_)


def _looks_numeric(guard: str, name: str) -> bool:
    """Whether a name stands next to an integer, as in `n > 0` or `0 < n`."""
    word = re.escape(name)
    after = rf"\b{word}\s*{_ARITHMETIC}\s*-?\d"
    before = rf"\d\s*{_ARITHMETIC}\s*{word}\b"
    return re.search(f"{after}|{before}", guard) is not None
