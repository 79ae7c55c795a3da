"""The Go target: from a program to the files of a project."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from petri_pilot.plugins.api import Artifact, Emission, EmitContext, Option, Section
from petri_pilot.program.ir import Program

from petri_pilot_go import literals, modules, outputs
from petri_pilot_go.application import Application
from petri_pilot_go.checks import check
from petri_pilot_go.imports import go_imports
from petri_pilot_go.runtime_source import ROOT, closure, copied_files, foreign_imports
from petri_pilot_go.sections import SECTIONS

_RUNTIME = (
    "aggregate",
    "api",
    "config",
    "conformance",
    "eventstore/memory",
    "eventstore/sqlite",
    "server",
    "value",
    "workflow",
)
"""The packages that generated code imports."""


class GoEmitter:
    """Emits a Go module: the state machine, its HTTP API, and tests of both."""

    name = "go"
    target = True
    runs_after: tuple[str, ...] = ()
    sections: tuple[Section, ...] = SECTIONS
    implements: frozenset[str] = frozenset({"multiple-aggregates"})
    options: tuple[Option, ...] = (
        Option("module", str, "", "module path in go.mod; the model's slug unless given"),
    )
    templates: str | None = "petri_pilot_go:templates"

    def emit(self, program: Program, ctx: EmitContext) -> Emission:
        """The project for `program`."""
        module = str(ctx.options["module"]) or program.slug
        problems = check(program, module)
        if problems:
            return Emission(diagnostics=tuple(problems))
        artifacts = [*Application(program, module).artifacts(), *_runtime_files(module)]
        return Emission(artifacts=tuple(artifacts))

    def filters(self) -> Mapping[str, Any]:
        """The literal printers."""
        return {
            "go_string": literals.go_string,
            "go_comment": literals.go_comment,
            "go_imports": go_imports,
            "markdown_text": literals.markdown_text,
        }

    def printers(self) -> Mapping[str, Any]:
        """go.mod and go.sum."""
        return {"go_mod": modules.print_go_mod, "go_sum": modules.print_go_sum}

    def format(self, path: PurePosixPath, text: str) -> str:
        """The text: templates print what gofmt would."""
        return text


def _runtime_files(module: str) -> list[Artifact]:
    packages = closure(_RUNTIME)
    mod, sums = modules.module_data(module, foreign_imports(packages))
    files = copied_files(packages, module)
    return [
        Artifact(modules.GO_MOD, outputs.MODULE_OWNERSHIP, data=mod, printer="go_mod"),
        Artifact(modules.GO_SUM, outputs.MODULE_OWNERSHIP, data=sums, printer="go_sum"),
        *(Artifact(PurePosixPath(ROOT) / path, text=text) for path, text in files.items()),
    ]


__all__ = ["GoEmitter", "outputs"]
