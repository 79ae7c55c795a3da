"""What a run would write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from petri_pilot.diagnostics import Diagnostic, has_errors
from petri_pilot.plugins.api import Ownership


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """The final text of one file, and who owns it."""

    text: str
    ownership: Ownership
    plugin: str
    """The emitter that planned it."""
    executable: bool = False
    version: str = ""
    """The version of the emitter's distribution."""
    data: Mapping[str, Any] | None = None
    """The merged tree that the text was printed from, if it was."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All files of a run, sorted by path; none if there are errors."""

    files: Mapping[PurePosixPath, RenderedFile] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the plan can be written."""
        return not has_errors(self.diagnostics)
