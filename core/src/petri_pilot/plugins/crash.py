"""The report about an exception that came out of a plugin: always a bug of that plugin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from petri_pilot.diagnostics import Diagnostic
from petri_pilot.plugins.kinds import PluginCrashed

if TYPE_CHECKING:
    import traceback

    from petri_pilot.plugins.identity import Identity

_FRAMES = 3
"""Enough to see where in the plugin it happened."""


def crash_report(identity: Identity, where: str, error: Exception) -> Diagnostic:
    """What crashed, where, in which version, and where to report it."""
    import traceback

    problem = f"{type(error).__name__}: {error}"
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    notes = tuple(f"in {frame.name}, line {frame.lineno} of {_short(frame)}" for frame in frames)
    kind = PluginCrashed(identity.name, where, problem, identity.bug_report)
    return Diagnostic(kind, notes=notes, plugin=identity.name)


def _short(frame: traceback.FrameSummary) -> str:
    """The file's last two parts: enough to find it, and the same on every machine."""
    return "/".join(frame.filename.replace("\\", "/").split("/")[-2:])
