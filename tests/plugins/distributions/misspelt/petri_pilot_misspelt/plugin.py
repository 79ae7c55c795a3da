"""A good hook, and one whose name has a letter too few."""

from __future__ import annotations

from collections.abc import Iterable

from petri_pilot.plugins import hookimpl
from petri_pilot.plugins.api import Emitter, Validator


@hookimpl
def petri_emiters() -> Iterable[Emitter]:
    """Never called."""
    return []


@hookimpl
def petri_validators() -> Iterable[Validator]:
    """Not called either: a plugin is used as a whole or not at all."""
    raise AssertionError("a plugin with a misspelt hook was called")
