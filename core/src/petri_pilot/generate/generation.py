"""The pipeline from a program to a plan: order, emit, check, merge, render, format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from petri_pilot.diagnostics import has_errors
from petri_pilot.generate.artifacts import Planned, gather
from petri_pilot.generate.data import Trees, merge_data
from petri_pilot.generate.emit import emit
from petri_pilot.generate.features import check_features
from petri_pilot.generate.order import order
from petri_pilot.generate.plan import Plan, RenderedFile
from petri_pilot.generate.sections import check_declared, distribute
from petri_pilot.generate.texts import Printer, Texts
from petri_pilot.plugins.api import Emitter, Program
from petri_pilot.plugins.identity import Identity
from petri_pilot.plugins.options import resolve_options


def generate(
    program: Program,
    emitters: Iterable[Emitter],
    options: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    without: frozenset[str] = frozenset(),
    owners: Mapping[str, Identity] | None = None,
    known_features: Iterable[str] = (),
    available: Sequence[Emitter] = (),
) -> Plan:
    """Plan all files for `program` without touching the disk.

    `emitters` are the enabled ones, in any order. `options` holds the given
    settings of each, by emitter and name; those from the command line are
    `plugins.options.SettingText`. `without` names features of the
    model that are left out on purpose. `owners` (`Plugins.owners`) says whose
    bug a crash is. `known_features` are those that the language has, `available`
    all installed emitters: names of either are not misspelt.

    The result is the same for the same arguments, whatever the order of
    `emitters`, the process or the hash seed.
    """
    identities = owners or {}
    ordered, diagnostics = order(emitters)
    diagnostics += check_features(program, ordered, without, known_features, available)
    settings, found = resolve_options(ordered, options or {}, available)
    diagnostics += found
    if has_errors(diagnostics):
        return Plan(diagnostics=tuple(diagnostics))
    answers, found = emit(program, ordered, settings, identities)
    diagnostics += found
    if has_errors(diagnostics):  # who refused has printed nothing to compose
        return Plan(diagnostics=tuple(diagnostics))
    enabled = [emitter.name for emitter in ordered]
    planned, found = gather(answers)
    diagnostics += found
    sections, found = distribute(answers, enabled)
    diagnostics += found
    diagnostics += check_declared(sections, planned)
    trees, found = merge_data(planned, answers, enabled)
    diagnostics += found
    if has_errors(diagnostics):
        return Plan(diagnostics=tuple(diagnostics))
    texts, found = Printer(sections, trees, identities).texts(planned)
    diagnostics += found
    if has_errors(diagnostics):
        return Plan(diagnostics=tuple(diagnostics))
    return Plan(_files(planned, texts, trees, identities), tuple(diagnostics))


def _files(
    planned: Sequence[Planned], texts: Texts, trees: Trees, owners: Mapping[str, Identity]
) -> dict[PurePosixPath, RenderedFile]:
    versions = {name: identity.version for name, identity in owners.items()}
    return {
        plan.artifact.path: RenderedFile(
            texts[plan.artifact.path],
            plan.artifact.ownership,
            plan.emitter.name,
            plan.artifact.executable,
            versions.get(plan.emitter.name, ""),
            trees.get(plan.artifact.path),
        )
        for plan in sorted(planned, key=lambda p: str(p.artifact.path))
    }
