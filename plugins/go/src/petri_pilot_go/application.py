"""The files of a project around the packages of its aggregates."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from petri_pilot.expr.values import zero
from petri_pilot.expr.wire import to_wire
from petri_pilot.plugins.api import Artifact
from petri_pilot.program.ir import Aggregate, Command, Program
from petri_pilot.semantics import traces, traces_text

from petri_pilot_go import outputs
from petri_pilot_go.names import Names, exported, word_set
from petri_pilot_go.names import package as package_name
from petri_pilot_go.package import Builder
from petri_pilot_go.payloads import absent

_RESERVED = word_set(
    """
    aggregate api authenticate clock cfg command config conformance context data disk embed
    environ errors err eventstore file filepath fmt found handler http i internal live log main
    memory model mux name now openAPI os r resource run server service site slices slog sqlite
    store stores t testing text time trace traces value who workflow
    """
)
"""Packages, folders and variables of the files in the root."""


@dataclass(frozen=True, slots=True)
class Member:
    """An aggregate with the place of its package; folder "" is the root."""

    aggregate: Aggregate
    folder: str
    file: str
    """Its conformance file."""

    @property
    def qualifier(self) -> str:
        """What stands before its exported names in the root."""
        return f"{self.folder}." if self.folder else ""


class Application:
    """All but the runtime of one project."""

    def __init__(self, program: Program, module: str) -> None:
        self._program = program
        self._module = module
        self._members = _members(program)

    def artifacts(self) -> list[Artifact]:
        """The files, package by package, then those of the root."""
        found = [a for m in self._members for a in self._package(m)]
        found += [self._conformance(m) for m in self._members]
        context = self._context()
        return found + [
            Artifact(o.at(""), o.ownership, o.template, context, sections=o.sections)
            for o in outputs.APPLICATION
        ]

    def _package(self, member: Member) -> list[Artifact]:
        package = Builder(self._program, member.aggregate, member.folder or "main").build()
        wanted = list(outputs.PACKAGE)
        if package.events:
            wanted.append(outputs.EVENTS)
        if package.functions:
            wanted.append(outputs.RULES)
        context = {
            "p": package,
            "module": self._module,
            "model_hash": self._program.model_hash,
        }
        return [Artifact(o.at(member.folder), o.ownership, o.template, context) for o in wanted]

    def _conformance(self, member: Member) -> Artifact:
        file = traces(self._program, member.aggregate, access=False)
        path = PurePosixPath("conformance") / member.file
        return Artifact(path, text=traces_text(file))

    def _context(self) -> dict[str, Any]:
        program = self._program
        packages = [m.folder for m in self._members if m.folder]
        return {
            "module": self._module,
            "packages": sorted(packages),
            "package_paths": [f"{self._module}/{folder}" for folder in packages],
            "qualifiers": [m.qualifier for m in self._members],
            "title": program.name,
            "about": program.description,
            "binary": self._module.rpartition("/")[2],
            "aggregates": _tests(self._members),
            "examples": [line for m in self._members for line in _examples(m.aggregate)],
        }


def _members(program: Program) -> list[Member]:
    if len(program.aggregates) == 1:
        aggregate = program.aggregates[0]
        return [Member(aggregate, "", f"{aggregate.slug}.json")]
    names = Names(_RESERVED)
    return [
        Member(a, names.take(package_name(a.slug)), f"{a.slug}.json") for a in program.aggregates
    ]


def _tests(members: list[Member]) -> list[dict[str, str]]:
    names = Names()
    return [
        {
            "test": names.take(exported(m.aggregate.id)),
            "file": m.file,
            "base": f"/api/{m.aggregate.slug}",
            "qualifier": m.qualifier,
        }
        for m in members
    ]


def _examples(aggregate: Aggregate) -> list[str]:
    """Curl lines: make an instance, fire the first command, read."""
    base = "http://127.0.0.1:8080"
    lines = [_curl(base, c) for c in aggregate.commands[:2]]
    return [*lines, f"curl {base}/api/{aggregate.slug}"]


def _curl(base: str, command: Command) -> str:
    body = {
        p.name: to_wire(p.type, zero(p.type))
        for p in command.parameters
        if not absent(p) and not p.has_default
    }
    path = command.route.path.replace("{id}", "ID")
    method = "" if command.route.method == "POST" else f"-X {command.route.method} "
    return f"curl {method}-H 'Content-Type: application/json' -d '{json.dumps(body)}' {base}{path}"
