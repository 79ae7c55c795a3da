"""Whether what a hook returned is what its documentation promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

_EMITTER: Final[dict[str, type]] = {
    "target": bool,
    "runs_after": tuple,
    "sections": tuple,
    "implements": frozenset,
    "options": tuple,
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The attributes and methods that an object must have."""

    noun: str
    attributes: dict[str, type]
    methods: tuple[str, ...]


SHAPES: Final[dict[str, Shape]] = {
    "petri_formats": Shape("format", {"suffixes": tuple}, ("sniff", "read", "write")),
    "petri_validators": Shape("validator", {}, ("validate",)),
    "petri_analyzers": Shape("analyzer", {}, ("analyze",)),
    "petri_emitters": Shape("emitter", _EMITTER, ("emit", "filters", "printers", "format")),
}


def fault(hook: str, value: Any) -> str | None:
    """What is wrong with an object that `hook` returned, or None."""
    shape = SHAPES[hook]
    name = getattr(value, "name", None)
    if not isinstance(name, str) or not name:
        return f"returned a {shape.noun} without a name from {hook}"
    for attribute, type_ in shape.attributes.items():
        if not isinstance(getattr(value, attribute, None), type_):
            return f"has a {shape.noun} {name!r} whose {attribute} is not a {type_.__name__}"
    for method in shape.methods:
        if not callable(getattr(value, method, None)):
            return f"has a {shape.noun} {name!r} without a method {method}"
    if hook == "petri_emitters":
        return _emitter_fault(value)
    return None


def _emitter_fault(emitter: Any) -> str | None:
    templates = getattr(emitter, "templates", None)
    if templates is not None and not isinstance(templates, str):
        return f"has an emitter {emitter.name!r} whose templates is not a string"
    for section in emitter.sections:
        if not str(getattr(section, "id", "")).startswith(emitter.name + ":"):
            wanted = f"{emitter.name}:"
            return f"has a section {getattr(section, 'id', section)!r} that lacks {wanted!r}"
        if section.arity not in ("many", "one"):
            return f"has a section {section.id!r} of arity {section.arity!r}"
    return None
