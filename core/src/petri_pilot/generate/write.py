"""Write a plan to disk: decide everything, then do all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from petri_pilot.diagnostics import Diagnostic, Kind, has_errors
from petri_pilot.generate import transaction
from petri_pilot.generate.changes import WRITES, Action, Change
from petri_pilot.generate.decide import decide
from petri_pilot.generate.diff import unified_diff
from petri_pilot.generate.folder import folder_problem
from petri_pilot.generate.kinds import disk as kinds
from petri_pilot.generate.lock import BusyError, locked
from petri_pilot.generate.manifest import (
    MANIFEST,
    Manifest,
    ManifestError,
    read_manifest,
)
from petri_pilot.generate.orphans import in_the_way, orphans
from petri_pilot.generate.plan import Plan
from petri_pilot.generate.records import record_steps
from petri_pilot.generate.transaction import JournalError, Step
from petri_pilot.generate.tree import LinkError, Tree


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What was done, or with `dry_run` or `check` what would be.

    `decisions` has one item a file, sorted by path. `diff` is a unified diff of
    the files that drift, for `check`. `written` tells whether the folder now
    is as planned; after a merge conflict it is, but for the conflicting files.
    """

    decisions: tuple[Change, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    diff: str = ""
    written: bool = False

    @property
    def changes(self) -> tuple[Change, ...]:
        """The decisions about files that do not stay as they are."""
        return tuple(change for change in self.decisions if change.drifts)

    @property
    def total(self) -> int:
        """How many files were decided about."""
        return len(self.decisions)

    @property
    def ok(self) -> bool:
        """Whether there is nothing that the user has to look at."""
        return not has_errors(self.diagnostics)


def write(
    plan: Plan,
    out_dir: str | Path,
    *,
    force: bool = False,
    dry_run: bool = False,
    check: bool = False,
) -> WriteReport:
    """Make the folder what the plan says.

    `force` overwrites generated files that were edited by hand, and nothing
    else. `dry_run` decides and changes nothing. `check` changes nothing, and
    reports drift as an error, with a diff. Problems come as diagnostics.
    """
    root = Path(out_dir)
    if not plan.ok:
        return WriteReport(diagnostics=plan.diagnostics)
    problem = folder_problem(root)
    if problem is not None:
        return _failed(kinds.FolderRefused(str(out_dir), problem))
    try:
        if dry_run or check:
            return _preview(plan, Tree(root), force=force, check=check)
        return _write(plan, root, force=force)
    except BusyError:
        return _failed(kinds.FolderBusy(str(out_dir)))
    except LinkError as error:
        return _failed(kinds.PathThroughLink(str(error.path)))
    except (ManifestError, JournalError) as error:
        return _failed(kinds.ManifestBroken(str(MANIFEST), str(error)))
    except OSError as error:
        return _failed(kinds.CannotWrite(str(out_dir), error.strerror or str(error)))


def _failed(kind: Kind) -> WriteReport:
    return WriteReport(diagnostics=(Diagnostic(kind),))


def _preview(plan: Plan, tree: Tree, *, force: bool, check: bool) -> WriteReport:
    if transaction.interrupted(tree):
        return _failed(kinds.Interrupted(str(tree.root)))
    _, changes, diagnostics = _decide(plan, tree, force=force)
    if not check:
        return WriteReport(changes, diagnostics)
    drifting = sum(change.drifts for change in changes)
    if drifting:
        drift = Diagnostic(kinds.Drift(drifting, str(tree.root)))
        diagnostics = (*diagnostics, drift)
    return WriteReport(changes, diagnostics, unified_diff(changes))


def _write(plan: Plan, root: Path, *, force: bool) -> WriteReport:
    missing = [p for p in (root, *root.parents) if not p.exists()]
    root.mkdir(parents=True, exist_ok=True)
    report = WriteReport()
    try:
        with locked(root):
            report = _write_locked(plan, Tree(root), force=force)
    finally:
        if not report.written:
            with suppress(OSError):  # not empty: somebody else uses it now
                for folder in missing:
                    folder.rmdir()
    return report


def _write_locked(plan: Plan, tree: Tree, *, force: bool) -> WriteReport:
    transaction.recover(tree)
    manifest, changes, diagnostics = _decide(plan, tree, force=force)
    refused = any(change.action is Action.REFUSED for change in changes)
    if refused or _blocked(diagnostics):
        return WriteReport(changes, diagnostics)
    transaction.commit(tree, _steps(tree, manifest, changes))
    return WriteReport(changes, diagnostics, written=True)


def _blocked(diagnostics: Sequence[Diagnostic]) -> bool:
    """Whether anything but open merge conflicts is wrong."""
    return has_errors([d for d in diagnostics if not isinstance(d.kind, kinds.MergeConflict)])


def _decide(
    plan: Plan, tree: Tree, *, force: bool
) -> tuple[Manifest, tuple[Change, ...], tuple[Diagnostic, ...]]:
    content = tree.read(MANIFEST)
    manifest = Manifest() if content is None else read_manifest(content)
    entries = manifest.entries
    changes = [
        decide(tree, path, file, entries.get(path), force=force)
        for path, file in plan.files.items()
    ]
    changes += orphans(tree, entries, plan.files)
    changes.sort(key=lambda change: str(change.path))
    deleted = [change.path for change in changes if change.action is Action.DELETE]
    found = [d for change in changes for d in change.diagnostics]
    found += in_the_way(tree, plan.files, deleted)
    return manifest, tuple(changes), (*plan.diagnostics, *found)


def _steps(tree: Tree, manifest: Manifest, changes: Sequence[Change]) -> list[Step]:
    """Everything to write or delete, the generator's own records last."""
    steps = [
        Step(change.path, change.after, change.executable)
        for change in changes
        if change.action in WRITES
    ]
    return steps + record_steps(tree, manifest, changes)
