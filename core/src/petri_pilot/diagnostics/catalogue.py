"""All kinds of diagnostics, and their explanations."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterable, Iterator
from importlib import import_module

import petri_pilot
from petri_pilot.diagnostics.diagnostic import Kind

HEADINGS = ("What it finds", "Why it matters", "Example", "How to fix")
"""The headings of every kind's docstring, in this order."""


def kinds(extra: Iterable[type[Kind]] = ()) -> dict[str, type[Kind]]:
    """Every kind by code, sorted: those of core, and the `extra` ones of plugins.

    Imports all of core, so it is for explanations and tests. Raises ValueError if
    two kinds have one code.
    """
    for module in pkgutil.walk_packages(petri_pilot.__path__, "petri_pilot."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    own = (k for k in _subclasses(Kind) if k.__module__.startswith("petri_pilot."))
    found: dict[str, type[Kind]] = {}
    for kind in (*own, *extra):
        if kind.code and found.setdefault(kind.code, kind) is not kind:
            other = found[kind.code].__name__
            raise ValueError(f"both {other} and {kind.__name__} have the code {kind.code}")
    return dict(sorted(found.items()))


def explain(code: str, extra: Iterable[type[Kind]] = ()) -> str:
    """What `petri explain` prints. Raises KeyError for an unknown code."""
    kind = kinds(extra)[code]
    return f"{code} ({kind.severity})\n\n{inspect.cleandoc(kind.__doc__ or '')}\n"


def example(kind: type[Kind]) -> tuple[str, str] | None:
    """The language and text of the model in a kind's Example, or None if it has none."""
    lines = inspect.cleandoc(kind.__doc__ or "").splitlines()
    fences = [i for i, line in enumerate(lines) if line.strip().startswith("```")]
    if len(fences) < 2:
        return None
    start, end = fences[:2]
    body = "\n".join(lines[start + 1 : end])
    return lines[start].strip()[3:], inspect.cleandoc("\n" + body)


def _subclasses(kind: type[Kind]) -> Iterator[type[Kind]]:
    for sub in kind.__subclasses__():
        yield sub
        yield from _subclasses(sub)
