"""The Go target: from a program to the files of a project."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from petri_pilot.diagnostics import Diagnostic
from petri_pilot.plugins.api import Artifact, Emission, EmitContext, Option, Section
from petri_pilot.program.ir import Program

from petri_pilot_go import literals, modules, outputs
from petri_pilot_go.checks import check
from petri_pilot_go.package import Builder, Package
from petri_pilot_go.runtime_source import ROOT, closure, copied_files, foreign_imports
from petri_pilot_go.sections import SECTIONS

_RUNTIME = ("workflow", "value", "aggregate", "eventstore/memory", "eventstore/sqlite", "api")
"""The packages that generated code imports."""


class GoEmitter:
    """Emits a Go module: the state machine, its HTTP API, and tests of both."""

    name = "go"
    target = True
    runs_after: tuple[str, ...] = ()
    sections: tuple[Section, ...] = SECTIONS
    implements: frozenset[str] = frozenset()
    options: tuple[Option, ...] = (
        Option("module", str, "", "module path in go.mod; the model's slug unless given"),
    )
    templates: str | None = "petri_pilot_go:templates"

    def emit(self, program: Program, ctx: EmitContext) -> Emission:
        """The project for `program`."""
        module = str(ctx.options["module"]) or program.slug
        found = check(program, module)
        if found:
            return Emission(diagnostics=tuple(found))
        artifacts = self._artifacts(program, module)
        return Emission(artifacts=tuple(artifacts), diagnostics=tuple[Diagnostic, ...]())

    def _artifacts(self, program: Program, module: str) -> list[Artifact]:
        artifacts: list[Artifact] = []
        for aggregate in program.aggregates:
            package = Builder(program, aggregate, "main").build()
            artifacts += _package_files(package, "", module, program)
        main = outputs.MAIN
        context = {"module": module}
        artifacts.append(
            Artifact(main.at(""), main.ownership, main.template, context, sections=main.sections)
        )
        return artifacts + _runtime_files(module)

    def filters(self) -> Mapping[str, Any]:
        """The literal printers."""
        return {
            "go_string": literals.go_string,
            "go_comment": literals.go_comment,
            "json_text": literals.json_text,
            "markdown_text": literals.markdown_text,
        }

    def printers(self) -> Mapping[str, Any]:
        """go.mod and go.sum."""
        return {"go_mod": modules.print_go_mod, "go_sum": modules.print_go_sum}

    def format(self, path: PurePosixPath, text: str) -> str:
        """The text: templates print what gofmt would."""
        return text


def _package_files(package: Package, folder: str, module: str, program: Program) -> list[Artifact]:
    wanted = list(outputs.PACKAGE)
    if package.events:
        wanted.append(outputs.EVENTS)
    if package.functions:
        wanted.append(outputs.RULES)
    context = {"p": package, "module": module, "model_hash": program.model_hash}
    return [
        Artifact(o.at(folder), o.ownership, o.template, context, sections=o.sections)
        for o in wanted
    ]


def _runtime_files(module: str) -> list[Artifact]:
    packages = closure(_RUNTIME)
    mod, sums = modules.module_data(module, foreign_imports(packages))
    files = copied_files(packages, module)
    copied = [Artifact(PurePosixPath(ROOT) / path, text=text) for path, text in files.items()]
    return [
        Artifact(modules.GO_MOD, data=mod, printer="go_mod"),
        Artifact(modules.GO_SUM, data=sums, printer="go_sum"),
        *copied,
    ]
