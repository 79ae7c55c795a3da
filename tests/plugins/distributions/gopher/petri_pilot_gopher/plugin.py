"""Adds a middleware, a setting, a file and a module to the Go target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from petri_pilot.plugins import hookimpl
from petri_pilot.plugins.api import (
    Artifact,
    Contribution,
    Emission,
    EmitContext,
    Emitter,
    Option,
    Program,
    Section,
)
from petri_pilot_go.modules import requirement
from petri_pilot_go.sections import CONFIG_FIELD, HTTP_MIDDLEWARE, GoConfigField, GoMiddleware

UUID = "github.com/google/uuid"
VERSION = "v1.6.0"
SUMS = {
    f"{UUID} {VERSION}": "h1:NIvaJDMOsjHA8n1jAhLSgzrAzy1Hgr+hNrb57e+94F0=",
    f"{UUID} {VERSION}/go.mod": "h1:TIyPZe4MgqvfeYDBFedMoGGpEw/LqOeaOT+nhxU+yHo=",
}


class StampEmitter:
    """Stamps every response."""

    name = "gopher"
    target = False
    runs_after: tuple[str, ...] = ("go",)
    sections: tuple[Section, ...] = ()
    implements: frozenset[str] = frozenset()
    options: tuple[Option, ...] = (Option("header", str, "X-Stamp", "The name of the header."),)
    templates: str | None = "petri_pilot_gopher:templates"

    def emit(self, program: Program, ctx: EmitContext) -> Emission:
        """The file, the lines that wire it, and the module that it needs."""
        del program
        field = GoConfigField(
            "StampHeader",
            "string",
            f'r.Choice("STAMP_HEADER", "{ctx.options["header"]}", "X-Stamp", "X-Request-Stamp")',
            "StampHeader names the header that holds the stamp.",
        )
        return Emission(
            artifacts=(Artifact(PurePosixPath("stamp.go"), template="stamp.go.j2"),),
            contributions=(
                Contribution(
                    HTTP_MIDDLEWARE.id, (GoMiddleware("stampResponses(cfg.StampHeader)"),)
                ),
                Contribution(CONFIG_FIELD.id, (field,)),
            ),
            patches=requirement(UUID, VERSION, SUMS),
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


class PrefixEmitter(StampEmitter):
    """Strips a prefix, inside the stamp although its name comes first."""

    name = "a-prefix"
    runs_after = ("go", "gopher")
    options = ()

    def emit(self, program: Program, ctx: EmitContext) -> Emission:
        """A middleware from the standard library."""
        del program, ctx
        expression = 'func(next http.Handler) http.Handler { return http.StripPrefix("", next) }'
        return Emission(
            contributions=(Contribution(HTTP_MIDDLEWARE.id, (GoMiddleware(expression),)),)
        )


@hookimpl
def petri_emitters() -> Iterable[Emitter]:
    """Both."""
    return [StampEmitter(), PrefixEmitter()]
