"""Needs a module that nobody has."""

import petri_pilot_module_that_does_not_exist  # type: ignore[import-not-found]  # noqa: F401
