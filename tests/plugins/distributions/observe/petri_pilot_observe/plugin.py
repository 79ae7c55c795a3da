"""Two extensions from one distribution: tracing, and a log that runs after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from petri_pilot.plugins import hookimpl
from petri_pilot.plugins.api import (
    Analyzer,
    Contribution,
    DataPatch,
    Emission,
    EmitContext,
    Emitter,
    Finding,
    Option,
    Program,
    Section,
)
from petri_pilot_fake.sections import MIDDLEWARE, Middleware


class ObserveEmitter:
    """Traces requests."""

    name = "observe"
    target = False
    runs_after: tuple[str, ...] = ("fake",)
    sections: tuple[Section, ...] = ()
    implements: frozenset[str] = frozenset()
    options: tuple[Option, ...] = ()
    templates: str | None = None

    def emit(self, program: Program, ctx: EmitContext) -> Emission:
        """A middleware and what it needs."""
        del program, ctx
        item = Middleware("app/observe", f"observe.{self.name}")
        return Emission(
            contributions=(Contribution(MIDDLEWARE.id, (item,)),),
            patches=(
                DataPatch(
                    PurePosixPath("module.json"), {"require": {"otel": "1", "std": "1"}}, "fake"
                ),
            ),
        )

    def filters(self) -> Mapping[str, Any]:
        """None."""
        return {}

    def printers(self) -> Mapping[str, Any]:
        """None."""
        return {}

    def format(self, path: PurePosixPath, text: str) -> str:
        """The text as it is."""
        del path
        return text


class LogEmitter(ObserveEmitter):
    """Logs requests, inside acme's limit."""

    name = "aaa-log"
    runs_after = ("observe", "acme", "not-installed")


@hookimpl
def petri_emitters() -> Iterable[Emitter]:
    """Both."""
    return [LogEmitter(), ObserveEmitter()]


class SizeAnalyzer:
    """How many places there are."""

    name = "observe/size"

    def analyze(self, program: Program, budget: float) -> Iterable[Finding]:
        """Count."""
        del budget
        for aggregate in program.aggregates:
            yield Finding("size", "info", f"{aggregate.id}: {len(aggregate.places)} places")


@hookimpl
def petri_analyzers() -> Iterable[Analyzer]:
    """The analysis."""
    return [SizeAnalyzer()]
