"""The first hook would register before the second is refused."""

from __future__ import annotations

from collections.abc import Iterable

from petri_pilot.plugins import hookimpl
from petri_pilot.plugins.api import Format, Validator


class Halfway:
    """A plugin as an instance."""

    @hookimpl
    def petri_formats(self) -> Iterable[Format]:
        """Never called."""
        raise AssertionError("a plugin that was refused was called")

    @hookimpl
    def petri_validators(self, program: object) -> Iterable[Validator]:
        """The hook has no argument of this name."""
        return []


PLUGIN = Halfway()
