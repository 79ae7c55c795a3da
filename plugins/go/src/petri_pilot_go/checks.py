"""What the Go target refuses."""

from __future__ import annotations

import re

from petri_pilot.diagnostics import Diagnostic
from petri_pilot.program.ir import Program

from petri_pilot_go.kinds import BadModulePath, RouteConflict, UnsupportedPattern
from petri_pilot_go.routes import Route, conflicts, routes

_MODULE = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
_REPEAT = re.compile(r"\{(\d+)(?:,(\d*))?\}")
_MAX_REPEAT = 1000
"""Go's regexp/syntax refuses larger repetitions."""


def check(program: Program, module: str) -> list[Diagnostic]:
    """All problems of the program as a Go module of that path."""
    found = []
    if not _MODULE.fullmatch(module) or module.endswith("."):
        found.append(Diagnostic(BadModulePath(module)))
    return found + _patterns(program) + _routes(program)


def _patterns(program: Program) -> list[Diagnostic]:
    found = []
    for command in (c for a in program.aggregates for c in a.commands):
        for p in command.parameters:
            pattern = p.validation.pattern if p.validation else None
            if pattern is not None and _repeats(pattern) > _MAX_REPEAT:
                reason = f"it repeats more than {_MAX_REPEAT} times"
                found.append(Diagnostic(UnsupportedPattern(pattern, reason), p.origin))
    return found


def _repeats(pattern: str) -> int:
    """An upper bound of what nested repetitions multiply to."""
    product = 1
    for low, high in _REPEAT.findall(pattern):
        product *= max(int(low), int(high or 0), 1)
    return product


def _routes(program: Program) -> list[Diagnostic]:
    found = []
    for first, second in conflicts([r for a in program.aggregates for r in routes(a)]):
        kind = RouteConflict(str(first), str(second))
        found.append(Diagnostic(kind, (second if second.origin else first).where))
    return found


__all__ = ["Route", "check"]
