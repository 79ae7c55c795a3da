"""What a run does to one file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from petri_pilot.diagnostics import Diagnostic
from petri_pilot.generate.manifest import Entry


class Action(StrEnum):
    """What happens to a file."""

    CREATE = "create"
    UPDATE = "update"
    MERGE = "merge"
    DELETE = "delete"
    CONFLICT = "conflict"
    """The file stays; both versions are put beside it."""
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """The user's version stays, and nothing new is to be merged into it."""
    REFUSED = "refused"
    """Something is wrong, so nothing of the run is written."""


WRITES = frozenset({Action.CREATE, Action.UPDATE, Action.MERGE, Action.DELETE})


@dataclass(frozen=True, slots=True)
class Change:
    """A decision about one file, taken before anything is written.

    `after` is the new content (None deletes or leaves). `pristine` is what
    `.petri/base` is to hold, `pending` what `.petri/pending` is to hold, and
    `beside` the text with conflict markers. `entry` is the file's line in the
    next manifest.
    """

    path: PurePosixPath
    action: Action
    before: bytes | None = None
    after: bytes | None = None
    entry: Entry | None = None
    pristine: bytes | None = None
    pending: bytes | None = None
    beside: bytes | None = None
    executable: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def drifts(self) -> bool:
        """Whether the folder is not what the model generates because of this file."""
        return self.action not in (Action.UNCHANGED, Action.KEPT)
