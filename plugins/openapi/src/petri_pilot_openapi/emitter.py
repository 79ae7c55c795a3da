"""From a program to its OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from petri_pilot.generate.headers import header
from petri_pilot.generate.printing import print_yaml
from petri_pilot.plugins.api import Artifact, Contribution, Emission, EmitContext, Option
from petri_pilot.program.ir import Program

from petri_pilot_openapi.document import openapi_document
from petri_pilot_openapi.outputs import DOCUMENT
from petri_pilot_openapi.sections import SECTIONS


class OpenApiEmitter:
    """Writes the document, and asks an enabled Go target to serve it."""

    name = "openapi"
    target = False
    runs_after: tuple[str, ...] = ("go",)
    sections = SECTIONS
    implements: frozenset[str] = frozenset()
    options: tuple[Option, ...] = (
        Option("format", str, "json", "The document's format.", choices=("json", "yaml")),
    )
    templates: str | None = None

    def emit(self, program: Program, ctx: EmitContext) -> Emission:
        """The document; JSON where a target serves it."""
        format_ = "json" if "go" in ctx.enabled else ctx.options["format"]
        document = Artifact(
            DOCUMENT[format_],
            data=openapi_document(program),
            printer="yaml" if format_ == "yaml" else None,
        )
        return Emission(artifacts=(document,), contributions=self._served(ctx))

    def _served(self, ctx: EmitContext) -> tuple[Contribution, ...]:
        if "go" not in ctx.enabled:
            return ()
        from petri_pilot_go.sections import OPENAPI_DOCUMENT, GoOpenApiDocument

        item = GoOpenApiDocument(str(DOCUMENT["json"]))
        return (Contribution(OPENAPI_DOCUMENT.id, (item,)),)

    def filters(self) -> Mapping[str, Any]:
        """None: nothing is printed by templates."""
        return {}

    def printers(self) -> Mapping[str, Any]:
        """YAML under the header that generated files carry."""
        return {"yaml": lambda tree: f"# {header(self.name)}\n{print_yaml(tree)}"}

    def format(self, path: PurePosixPath, text: str) -> str:
        """The text as it is."""
        return text
