"""Puts the templates of `petri new` into the distribution.

They live at the root of the repository, beside the packages; in an unpacked
source distribution they lie beside this file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ScaffoldHook(BuildHookInterface[Any]):
    """Includes `scaffold/`: below the package in a wheel, at the top in a source distribution."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Find the folder and add it; an editable installation reads the checkout's."""
        if version == "editable":
            return
        root = Path(self.root)
        source = next(p for p in (root / "scaffold", root.parent / "scaffold") if p.is_dir())
        place = "petri_pilot/scaffold" if self.target_name == "wheel" else "scaffold"
        build_data["force_include"][str(source)] = place
