"""The hooks of this plugin."""

from __future__ import annotations

from collections.abc import Iterable

from petri_pilot.plugins import hookimpl
from petri_pilot.plugins.api import Emitter


@hookimpl
def petri_emitters() -> Iterable[Emitter]:
    """Return the emitter; it is imported only when code is generated."""
    from petri_pilot_{{ cookiecutter.module }}.emitter import {{ cookiecutter.class_name }}Emitter

    return [{{ cookiecutter.class_name }}Emitter()]
