"""The generator's own records below `.petri`: manifest, pristine and pending texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from petri_pilot.generate.changes import Change
from petri_pilot.generate.decide import beside
from petri_pilot.generate.manifest import BASE, MANIFEST, PENDING, Manifest, print_manifest
from petri_pilot.generate.transaction import Step
from petri_pilot.generate.tree import Tree
from petri_pilot.plugins.api import Ownership


def record_steps(tree: Tree, manifest: Manifest, changes: Sequence[Change]) -> list[Step]:
    """What has to change below `.petri`, and the files with conflict markers."""
    wanted: dict[PurePosixPath, bytes | None] = {}
    for path, entry in manifest.entries.items():
        if entry.ownership is not Ownership.GENERATED:
            wanted[BASE / path] = None
        if entry.pending is not None:
            wanted[PENDING / path] = None
    for change in changes:
        if change.pristine is not None:
            wanted[BASE / change.path] = change.pristine
        if change.pending is not None:
            wanted[PENDING / change.path] = change.pending
        if change.beside is not None:
            wanted[beside(change.path)] = change.beside
    wanted[MANIFEST] = print_manifest(c.entry for c in changes if c.entry is not None)
    return list(_different(tree, wanted.items()))


def _different(tree: Tree, wanted: Iterable[tuple[PurePosixPath, bytes | None]]) -> Iterable[Step]:
    """Equal bytes are not written again."""
    for path, content in wanted:
        if tree.read(path) != content:
            yield Step(path, content)
