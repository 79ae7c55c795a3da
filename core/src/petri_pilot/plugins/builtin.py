"""What core itself brings, registered through the same hooks as a stranger's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from petri_pilot.plugins.hookspecs import hookimpl

if TYPE_CHECKING:
    from petri_pilot.plugins.api import Format, Validator

NAME: Final = "core"


class Core:
    """The built-in plugin."""

    @hookimpl
    def petri_formats(self) -> Iterable[Format]:
        """JSON, YAML and the older shapes."""
        from petri_pilot.formats import builtin_formats

        return builtin_formats()

    @hookimpl
    def petri_validators(self) -> Iterable[Validator]:
        """The checks that every program goes through."""
        from petri_pilot.validators import builtin_validators

        return builtin_validators()
