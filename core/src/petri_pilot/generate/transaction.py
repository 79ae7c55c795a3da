"""All or nothing: stage new contents, move them into place, undo if anything fails.

Everything new is written below `.petri/stage` first, on the same file system,
so that a full disk is found before a single file of the user's changes. Before
the first move a journal is written. If this process dies, the next run finds
the journal and undoes the moves; removing the journal is what commits.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from petri_pilot.generate.manifest import FOLDER
from petri_pilot.generate.paths import path_problem
from petri_pilot.generate.tree import Tree

STAGE: Final = FOLDER / "stage"
JOURNAL: Final = STAGE / "journal.json"


class JournalError(Exception):
    """The journal of an interrupted run cannot be used."""


@dataclass(frozen=True, slots=True)
class Step:
    """A file to write, or with `content` None to delete."""

    path: PurePosixPath
    content: bytes | None
    executable: bool = False


def interrupted(tree: Tree) -> bool:
    """Whether an earlier run died while it moved files."""
    return tree.is_file(JOURNAL)


def recover(tree: Tree) -> None:
    """Undo what an earlier run left half done; raises `JournalError`."""
    content = tree.read(JOURNAL)
    if content is not None:
        moves = _read_journal(content)
        for move in moves:
            tree.locate(move.path)
        _undo(tree.root, moves)
    _discard(tree)


def commit(tree: Tree, steps: Sequence[Step]) -> None:
    """Apply all steps or none; raises OSError after everything is as it was before."""
    if not steps:
        return
    moves: list[_Move] = []
    try:
        _stage(tree, steps)
        planned = [_move(tree, index, step) for index, step in enumerate(steps)]
        _write_journal(tree.root / JOURNAL, planned)
        moves = planned
        for move in sorted(moves, key=lambda m: m.writes):  # deletions make room for folders
            _apply(tree.root, move)
        (tree.root / JOURNAL).unlink()
    except BaseException:
        if moves:
            _undo(tree.root, moves)
        _discard(tree)
        raise
    _discard(tree)


@dataclass(frozen=True, slots=True)
class _Move:
    index: int
    path: PurePosixPath
    writes: bool
    existed: bool

    def new(self, root: Path) -> Path:
        return root / STAGE / "new" / str(self.index)

    def old(self, root: Path) -> Path:
        return root / STAGE / "old" / str(self.index)


def _move(tree: Tree, index: int, step: Step) -> _Move:
    return _Move(index, step.path, step.content is not None, tree.is_file(step.path))


def _stage(tree: Tree, steps: Sequence[Step]) -> None:
    for name in ("new", "old"):
        (tree.root / STAGE / name).mkdir(parents=True)
    for index, step in enumerate(steps):
        if step.content is None:
            continue
        place = tree.root / STAGE / "new" / str(index)
        place.write_bytes(step.content)
        target = tree.root / step.path
        if target.is_file():
            shutil.copymode(target, place)
        if step.executable:
            mode = place.stat().st_mode
            place.chmod(mode | (mode & 0o444) >> 2)  # who may read may run


def _apply(root: Path, move: _Move) -> None:
    target = root / move.path
    if not move.writes:
        target.replace(move.old(root))
        _prune(root, target.parent)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_file():
        _keep(target, move.old(root))
    move.new(root).replace(target)


def _keep(target: Path, copy: Path) -> None:
    """A second name for the old file, so that the target is never missing."""
    try:
        os.link(target, copy)
    except OSError:  # file systems without hard links
        partial = copy.with_name(copy.name + ".partial")
        shutil.copy2(target, partial)
        partial.replace(copy)


def _undo(root: Path, moves: Sequence[_Move]) -> None:
    """Put everything back, in whichever state the moves are; may be repeated."""
    for move in sorted(moves, key=lambda m: m.writes, reverse=True):
        target = root / move.path
        if move.old(root).exists():
            if not move.writes:
                target.parent.mkdir(parents=True, exist_ok=True)
            move.old(root).replace(target)
        elif not move.existed and not move.new(root).exists():
            target.unlink(missing_ok=True)
            _prune(root, target.parent)


def _prune(root: Path, folder: Path) -> None:
    """Remove folders that are empty now, from the inside out."""
    while folder != root:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _discard(tree: Tree) -> None:
    stage = tree.locate(STAGE)
    if stage.is_dir():
        shutil.rmtree(stage, ignore_errors=True)  # what is left is discarded by the next run
    with suppress(OSError):
        stage.parent.rmdir()


def _write_journal(journal: Path, moves: Sequence[_Move]) -> None:
    document = [[m.index, str(m.path), m.writes, m.existed] for m in moves]
    partial = journal.with_suffix(".partial")
    partial.write_text(json.dumps(document), encoding="utf-8")
    partial.replace(journal)


def _read_journal(content: bytes) -> list[_Move]:
    try:
        document = json.loads(content)
        return [_read_move(item) for item in document]
    except (ValueError, TypeError, RecursionError) as error:
        raise JournalError(f"the journal {JOURNAL} is broken: {error}") from error


def _read_move(item: Any) -> _Move:
    index, text, writes, existed = item
    path = PurePosixPath(text)
    own = path.is_relative_to(FOLDER) and ".." not in path.parts
    problem = None if own else path_problem(path)
    if problem or [type(part) for part in (index, writes, existed)] != [int, bool, bool]:
        raise ValueError(f"{text!r} {problem or 'is no move'}")
    return _Move(index, path, writes, existed)
