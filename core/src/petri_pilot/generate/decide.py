"""What to do with each planned file, by who owns it and what is on disk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from petri_pilot.diagnostics import Diagnostic, Kind
from petri_pilot.generate.changes import Action, Change
from petri_pilot.generate.headers import is_generated
from petri_pilot.generate.kinds import disk as kinds
from petri_pilot.generate.manifest import BASE, PENDING, Entry, digest
from petri_pilot.generate.merge import (
    GitError,
    JsonFileError,
    merge_object,
    merge_text,
    print_like,
    read_object,
)
from petri_pilot.generate.plan import RenderedFile
from petri_pilot.generate.tree import Tree
from petri_pilot.plugins.api import Ownership

MERGE_SUFFIX = ".petri-merge"

NEXT_STEPS: Final[dict[type[Kind], tuple[str, ...]]] = {
    kinds.HandEdited: ("move the edit to a file of yours", "or drop it with --force"),
    kinds.FileNotOurs: ("move the file away, or generate into another folder",),
    kinds.DataEdited: ("write the new value yourself, or take it with --force",),
    kinds.MergeConflict: (
        "edit {path} so that it is as you want it",
        "then delete {path}.petri-merge",
    ),
    kinds.GitMissing: ("install git",),
}


@dataclass(frozen=True, slots=True)
class Case:
    """All that a decision depends on."""

    tree: Tree
    path: PurePosixPath
    file: RenderedFile
    new: bytes
    disk: bytes | None
    entry: Entry | None
    force: bool

    def change(self, action: Action, after: bytes | None = None) -> Change:
        """A change that ends with the new text as the pristine one."""
        file = self.file
        entry = Entry(self.path, file.plugin, file.version, file.ownership, digest(self.new))
        pristine = None if file.ownership is Ownership.GENERATED else self.new
        return Change(
            self.path, action, self.disk, after, entry, pristine, executable=file.executable
        )

    def refuse(self, *found: Kind) -> Change:
        """No change but diagnostics; nothing of the run is written."""
        diagnostics = tuple(self.report(kind) for kind in found)
        return Change(
            self.path, Action.REFUSED, self.disk, self.new, self.entry, diagnostics=diagnostics
        )

    def report(self, kind: Kind) -> Diagnostic:
        """The diagnostic of a kind, with what to do next."""
        notes = tuple(note.format(path=self.path) for note in NEXT_STEPS.get(type(kind), ()))
        return Diagnostic(kind, notes=notes, plugin=self.file.plugin)

    @property
    def pristine(self) -> bool:
        """Whether the file on disk is as the last run wrote it."""
        return (
            self.disk is not None
            and self.entry is not None
            and digest(self.disk) == self.entry.digest
        )

    def base(self) -> bytes:
        """The pristine text of the last run; empty if it is lost or was tampered with."""
        for folder in (BASE, PENDING):  # pending, once its conflict is resolved
            content = self.tree.read(folder / self.path)
            if content is not None and self.entry and digest(content) == self.entry.digest:
                return content
        return b""


def decide(
    tree: Tree, path: PurePosixPath, file: RenderedFile, entry: Entry | None, *, force: bool
) -> Change:
    """The change for one planned file."""
    new = file.text.encode()
    case = Case(tree, path, file, new, tree.read(path), entry, force)
    if case.entry is not None and case.entry.pending is not None:
        if tree.is_file(beside(path)) and case.disk is not None:
            return _unresolved(case)
        case = replace(case, entry=_resolved(tree, case.entry))
    if case.disk == new:
        if file.executable and not tree.is_executable(path):
            return case.change(Action.UPDATE, new)
        return case.change(Action.UNCHANGED)
    if case.disk is None:
        return _absent(case)
    if case.pristine:
        return case.change(Action.UPDATE, new)
    return _edited(case)


def _absent(case: Case) -> Change:
    """A file that the user deleted stays deleted if it was theirs to edit."""
    scaffold = case.file.ownership is Ownership.SCAFFOLD
    if scaffold and case.entry is not None and case.entry.ownership is Ownership.SCAFFOLD:
        return case.change(Action.KEPT)
    return case.change(Action.CREATE, case.new)


def _edited(case: Case) -> Change:
    """What is on disk is neither the new nor the old text."""
    owned = case.entry is not None
    plugin = case.file.plugin
    if case.file.ownership is Ownership.DATA and _merges_by_key(case):
        return _merge_keys(case)
    if not owned and not (
        case.file.ownership is Ownership.GENERATED and is_generated(_decode(case.disk))
    ):
        return case.refuse(kinds.FileNotOurs(str(case.path), plugin))
    if case.file.ownership is not Ownership.GENERATED and _has_base(case):
        return _merge_lines(case)
    if case.force:
        return case.change(Action.UPDATE, case.new)
    return case.refuse(kinds.HandEdited(str(case.path), plugin))


def _has_base(case: Case) -> bool:
    return case.entry is not None and case.entry.ownership is not Ownership.GENERATED


def _merges_by_key(case: Case) -> bool:
    return case.path.suffix == ".json" and case.file.data is not None


def _merge_keys(case: Case) -> Change:
    disk = case.disk or b""
    try:
        yours, new = read_object(disk), read_object(case.new)
        base = read_object(case.base() or b"{}")
    except JsonFileError as error:
        return case.refuse(kinds.DataUnreadable(str(case.path), str(error)))
    merged, conflicts = merge_object(base, yours, new, prefer_new=case.force)
    if conflicts:
        path = str(case.path)
        return case.refuse(*(kinds.DataEdited(path, c.key, c.yours, c.new) for c in conflicts))
    if print_like(merged, disk) == print_like(yours, disk):
        return case.change(Action.KEPT)
    return case.change(Action.MERGE, print_like(merged, disk))


def _merge_lines(case: Case) -> Change:
    disk, base = case.disk or b"", case.base()
    if base == case.new or (case.entry is not None and digest(case.new) == case.entry.digest):
        return case.change(Action.KEPT)
    try:
        merged, conflict = merge_text(disk, base, case.new)
    except GitError as error:
        return case.refuse(kinds.GitMissing(str(case.path), str(error)))
    if not conflict:
        action = Action.KEPT if merged == disk else Action.MERGE
        return case.change(action, merged if action is Action.MERGE else None)
    if case.tree.read(beside(case.path)) is not None:
        return case.refuse(kinds.FileNotOurs(str(beside(case.path)), case.file.plugin))
    entry = case.entry
    if entry is not None:
        entry = replace(entry, pending=digest(case.new))
    return Change(
        case.path,
        Action.CONFLICT,
        disk,
        entry=entry,
        pristine=base,
        pending=case.new,
        beside=merged,
        diagnostics=(case.report(kinds.MergeConflict(str(case.path))),),
    )


def _unresolved(case: Case) -> Change:
    """The conflict of an earlier run is still open: nothing of it is touched."""
    found = case.report(kinds.MergeConflict(str(case.path)))
    return Change(
        case.path,
        Action.CONFLICT,
        case.disk,
        entry=case.entry,
        pristine=case.base(),
        pending=case.tree.read(PENDING / case.path),
        diagnostics=(found,),
    )


def _resolved(tree: Tree, entry: Entry) -> Entry:
    """The user removed the file with the markers: the text in it was merged by hand."""
    return replace(entry, digest=entry.pending or entry.digest, pending=None)


def beside(path: PurePosixPath) -> PurePosixPath:
    """Where the text with conflict markers goes."""
    return path.with_name(path.name + MERGE_SUFFIX)


def _decode(content: bytes | None) -> str:
    return (content or b"").decode(errors="replace")
