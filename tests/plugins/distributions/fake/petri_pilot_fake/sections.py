"""Where the files of the fake target can be extended."""

from __future__ import annotations

from dataclasses import dataclass

from petri_pilot.plugins.api import Section


@dataclass(frozen=True)
class Middleware:
    """Something around every request. `package` is imported."""

    package: str
    expression: str


@dataclass(frozen=True)
class ConfigField:
    """A field of the configuration, read from the environment."""

    name: str
    type: str
    variable: str


MIDDLEWARE = Section(
    "fake:http.middleware", Middleware, doc="around every request, outermost first"
)
CONFIG_FIELD = Section("fake:config.field", ConfigField, doc="a setting read from the environment")
SECTIONS = (MIDDLEWARE, CONFIG_FIELD)
