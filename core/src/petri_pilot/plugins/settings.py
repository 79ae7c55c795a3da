"""petri.toml: what to generate, and with which settings.

[generate]
targets = ["go"]
with = ["openapi"]
without = ["pages"]
out = "app"

[plugins]
block = ["acme"]

[plugins.go]
module = "example.com/shop"
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from petri_pilot.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Settings:
    """The content of petri.toml. `out` starts at the folder of the file."""

    targets: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    out: str | None = None
    block: tuple[str, ...] = ()
    options: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The settings of each emitter, checked later against its options."""


def read_settings(file: str | Path | None) -> tuple[Settings, list[Diagnostic]]:
    """The settings in a file (None: there is none), and everything wrong with it.

    With any diagnostic the settings are empty.
    """
    if file is None:
        return Settings(), []
    from petri_pilot.plugins.settings_file import read_file  # most runs have no such file

    return read_file(file)
