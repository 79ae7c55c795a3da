"""The formats that come with core."""

from __future__ import annotations

from typing import TYPE_CHECKING

from petri_pilot.formats.native.json_format import JsonFormat
from petri_pilot.formats.native.yaml_format import YamlFormat
from petri_pilot.formats.petri_pilot_json.format import PetriPilotFormat
from petri_pilot.formats.pflow.format import PflowFormat
from petri_pilot.formats.pflow_xyz.format import PflowXyzFormat

if TYPE_CHECKING:
    from petri_pilot.plugins.api import Format


def builtin_formats() -> tuple[Format, ...]:
    """All of them; they are registered through the public hook."""
    return (JsonFormat(), YamlFormat(), PflowFormat(), PetriPilotFormat(), PflowXyzFormat())
