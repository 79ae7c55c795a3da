"""Two extensions from one distribution: tracing, and a log that runs after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from petri_pilot.plugins import hookimpl
from petri_pilot.plugins.api import (
    Contribution,
    DataPatch,
    Emission,
    EmitContext,
    Emitter,
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
