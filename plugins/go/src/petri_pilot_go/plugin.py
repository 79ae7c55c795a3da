"""The hooks of this plugin."""

from __future__ import annotations

from collections.abc import Iterable

from petri_pilot.plugins import hookimpl
from petri_pilot.plugins.api import Emitter


@hookimpl
def petri_emitters() -> Iterable[Emitter]:
    """The Go target."""
    from petri_pilot_go.emitter import GoEmitter

    return [GoEmitter()]
