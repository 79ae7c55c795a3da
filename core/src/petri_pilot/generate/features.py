"""Fail closed: every feature of the model is implemented, or left out on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from petri_pilot.diagnostics import Diagnostic, Origin
from petri_pilot.generate.kinds.features import (
    FeatureNotImplemented,
    WithoutImplemented,
    WithoutUnknown,
    WithoutUnused,
)
from petri_pilot.model.near import suggestion
from petri_pilot.plugins.api import Emitter, Program

SHOWN = 4
"""Places of one missing feature that are told; the remedy is the same for all."""


def _more(count: int) -> tuple[str, ...]:
    return (f"and {count} more places",) if count > 0 else ()


def check_features(
    program: Program,
    emitters: Sequence[Emitter],
    without: frozenset[str],
    known: Iterable[str] = (),
    available: Sequence[Emitter] = (),
) -> list[Diagnostic]:
    """What the model needs and nobody gives, and what `without` gets wrong.

    `known` are all features that the language has; `available` the emitters
    that are installed, enabled or not, for a better next step.
    """
    implemented = {name: e.name for e in reversed(emitters) for name in e.implements}
    used = {feature.name for feature in program.features}
    names = used | set(implemented) | set(known) | {n for e in available for n in e.implements}
    missing: dict[str, list[Origin]] = {}
    for feature in program.features:
        if feature.name not in implemented and feature.name not in without:
            missing.setdefault(feature.name, []).append(feature.origin)
    diagnostics = [
        Diagnostic(
            FeatureNotImplemented(name),
            origins[0],
            related=tuple(("also used here", origin) for origin in origins[1:SHOWN]),
            notes=(*_more(len(origins) - SHOWN), *_remedies(name, available)),
        )
        for name, origins in missing.items()
    ]
    for name in sorted(without):
        if name not in names:
            notes = suggestion(name, sorted(names))
            diagnostics.append(Diagnostic(WithoutUnknown(name), notes=notes))
        elif name not in used:
            diagnostics.append(Diagnostic(WithoutUnused(name)))
        elif name in implemented:
            diagnostics.append(Diagnostic(WithoutImplemented(name, implemented[name])))
    return diagnostics


def _remedies(feature: str, available: Sequence[Emitter]) -> tuple[str, ...]:
    able = sorted(e.name for e in available if feature in e.implements)
    if able:
        enable = "enable " + " or ".join(f"--with {name}" for name in able)
    else:
        enable = f"install a plugin that implements {feature!r} and enable it"
    return (enable, f"or leave it out on purpose: --without {feature}")
