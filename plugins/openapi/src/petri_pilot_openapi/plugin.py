"""The hooks of this plugin."""

from __future__ import annotations

from collections.abc import Iterable

from petri_pilot.plugins import hookimpl
from petri_pilot.plugins.api import Emitter


@hookimpl
def petri_emitters() -> Iterable[Emitter]:
    """The OpenAPI emitter."""
    from petri_pilot_openapi.emitter import OpenApiEmitter

    return [OpenApiEmitter()]
