"""Files of the last run that this run does not plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from petri_pilot.diagnostics import Diagnostic
from petri_pilot.generate.changes import Action, Change
from petri_pilot.generate.kinds.disk import FileNotOurs, OrphanKept
from petri_pilot.generate.manifest import Entry, digest
from petri_pilot.generate.paths import fold
from petri_pilot.generate.plan import RenderedFile
from petri_pilot.generate.tree import Tree


def orphans(
    tree: Tree,
    entries: Mapping[PurePosixPath, Entry],
    planned: Mapping[PurePosixPath, RenderedFile],
) -> list[Change]:
    """Delete what is as it was written; leave what was edited to the user.

    A planned file may differ from an old one in case alone: on a file system
    that ignores case they are one file, so the old one is then not deleted.
    """
    names = {fold(path) for path in planned}
    found = []
    for path, entry in entries.items():
        if path in planned:
            continue
        content = tree.read(path)
        same_file = fold(path) in names and _is_one_file(tree, path, planned)
        if content is None or same_file:
            continue
        if digest(content) == entry.digest:
            found.append(Change(path, Action.DELETE, content))
        else:
            kept = Diagnostic(OrphanKept(str(path)), plugin=entry.plugin)
            found.append(Change(path, Action.KEPT, content, diagnostics=(kept,)))
    return found


def _is_one_file(tree: Tree, path: PurePosixPath, planned: Iterable[PurePosixPath]) -> bool:
    twins = (tree.root / other for other in planned if fold(other) == fold(path))
    return any(twin.exists() and twin.samefile(tree.root / path) for twin in twins)


def in_the_way(
    tree: Tree, planned: Mapping[PurePosixPath, RenderedFile], deleted: Iterable[PurePosixPath]
) -> list[Diagnostic]:
    """Folders where a file is planned, and files where a folder is needed.

    They do not matter if all that is in them is deleted in the same run.
    """
    gone = set(deleted)
    folders: set[PurePosixPath] = set()
    found: list[Diagnostic] = []
    for path, file in planned.items():
        obstacles: list[PurePosixPath] = []
        if tree.is_folder(path):
            obstacles = [p for p in tree.files_below(path) if p not in gone] or (
                [] if any(p.is_relative_to(path) for p in gone) else [path]
            )
        for parent in path.parents[:-1]:
            if parent not in folders and parent not in gone and tree.is_file(parent):
                obstacles.append(parent)
            folders.add(parent)
        found.extend(
            Diagnostic(FileNotOurs(str(obstacle), file.plugin), plugin=file.plugin)
            for obstacle in obstacles
        )
    return found
