"""Ask each emitter what it has to say; one that raises is reported as a bug of its plugin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from petri_pilot import __version__
from petri_pilot.diagnostics import Diagnostic
from petri_pilot.plugins.api import Emission, EmitContext, Emitter, Program
from petri_pilot.plugins.crash import crash_report
from petri_pilot.plugins.identity import Identity


@dataclass(frozen=True, slots=True)
class Emitted:
    """An emitter with its answer."""

    emitter: Emitter
    emission: Emission


def emit(
    program: Program,
    emitters: Sequence[Emitter],
    options: Mapping[str, Mapping[str, Any]],
    owners: Mapping[str, Identity],
) -> tuple[list[Emitted], list[Diagnostic]]:
    """Run every emitter in the given order, with its resolved options."""
    enabled = tuple(sorted(e.name for e in emitters))
    answers: list[Emitted] = []
    diagnostics: list[Diagnostic] = []
    for emitter in emitters:
        context = EmitContext(options.get(emitter.name, {}), enabled, __version__, options)
        try:
            emission = emitter.emit(program, context)
            if not isinstance(emission, Emission):
                raise TypeError(f"emit returned {type(emission).__name__}, not Emission")
        except Exception as error:
            diagnostics.append(crashed(emitter.name, owners, "emit", error))
            continue
        answers.append(Emitted(emitter, emission))
        diagnostics.extend(emission.diagnostics)
    return answers, diagnostics


def crashed(name: str, owners: Mapping[str, Identity], where: str, error: Exception) -> Diagnostic:
    """The bug report for an exception out of the emitter `name`."""
    return crash_report(owners.get(name) or Identity(name), where, error)
