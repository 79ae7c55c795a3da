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
from petri_pilot_openapi.outputs import DOCUMENT, schema_file
from petri_pilot_openapi.sections import SECTIONS
from petri_pilot_openapi.standalone import standalone_schemas


class OpenApiEmitter:
    """Writes the document, and asks an enabled Go target to serve it."""

    name = "openapi"
    target = False
    runs_after: tuple[str, ...] = ("go",)
    sections = SECTIONS
    implements: frozenset[str] = frozenset()
    options: tuple[Option, ...] = (
        Option(
            "format",
            str,
            "json",
            "The document's format. A target that serves it gets JSON in any case.",
            choices=("json", "yaml"),
        ),
        Option("schemas", bool, False, "Also write each schema to a file of its own, in schemas/."),
    )
    templates: str | None = None

    def emit(self, program: Program, ctx: EmitContext) -> Emission:
        """The document, and with the option `schemas` each schema by itself."""
        document = openapi_document(program)
        formats = {ctx.options["format"], *(["json"] if "go" in ctx.enabled else [])}
        artifacts = [
            Artifact(DOCUMENT[f], data=document, printer="yaml" if f == "yaml" else None)
            for f in sorted(formats)
        ]
        if ctx.options["schemas"]:
            schemas = standalone_schemas(document)
            artifacts += [Artifact(schema_file(n), data=s) for n, s in schemas.items()]
        return Emission(artifacts=tuple(artifacts), contributions=self._served(ctx))

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
