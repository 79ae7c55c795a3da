"""The hooks of this plugin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from petri_pilot.plugins import hookimpl

if TYPE_CHECKING:
    from petri_pilot.plugins.api import Emitter


@hookimpl
def petri_emitters() -> Iterable[Emitter]:
    """The OpenAPI emitter."""
    from petri_pilot_openapi.emitter import OpenApiEmitter

    return [OpenApiEmitter()]
