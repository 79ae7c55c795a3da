"""The points at which extensions add to a generated Go project.

Modules are required with `petri_pilot_go.modules.requirement`, because go.mod and
go.sum stay data until they are written.
"""

from __future__ import annotations

from dataclasses import dataclass

from petri_pilot.plugins.api import Section


@dataclass(frozen=True, slots=True)
class GoOpenApiDocument:
    """A JSON file of the project that is served as `/openapi.json`.

    `file` is its path, relative to the project's folder.
    """

    file: str


@dataclass(frozen=True, slots=True)
class GoMiddleware:
    """A `func(http.Handler) http.Handler` around all routes.

    `expression` is Go; it may use `cfg` (the settings), `ctx`, `store` and `log`.
    It needs the packages `imports`: each a path, or a name and a path, `./` being
    the project's module. The first item is the outermost.
    """

    expression: str
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoAuthenticator:
    """Who sends a request: a `func(*http.Request) (*aggregate.Actor, error)`.

    `expression` is Go; it may use `ctx`, `cfg`, `store` and `log`.
    """

    expression: str
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoConfigField:
    """A setting: a field of `Config`, read from the environment.

    `expression` reads it from `r`, a `*config.Reader`:
    `r.Duration("SESSION_IDLE", 30*time.Minute, time.Minute, 24*time.Hour)` is the
    variable PETRI_SESSION_IDLE. `doc` is one sentence about it.
    """

    name: str
    type: str
    expression: str
    doc: str
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoSetup:
    """Statements before the server starts, such as more routes.

    `statements` are lines of Go inside a function that returns an `http.Handler`
    and an error; they may use `ctx`, `cfg`, `log`, `store`, `live` and `mux`.
    """

    statements: tuple[str, ...]
    imports: tuple[str, ...] = ()


OPENAPI_DOCUMENT = Section(
    "go:openapi.document",
    GoOpenApiDocument,
    arity="one",
    doc="The OpenAPI document that the server embeds; without one there is no /openapi.json.",
)
HTTP_MIDDLEWARE = Section(
    "go:http.middleware",
    GoMiddleware,
    doc="Wraps the HTTP handler, inside request logging and recovery.",
)
HTTP_AUTHENTICATE = Section(
    "go:http.authenticate",
    GoAuthenticator,
    arity="one",
    doc="Tells who sent a request; without one nobody is signed in.",
)
CONFIG_FIELD = Section(
    "go:config.field",
    GoConfigField,
    doc="Settings beside those that every application has.",
)
MAIN_SETUP = Section(
    "go:main.setup",
    GoSetup,
    doc="Runs once the event store is open and the routes of the model are registered.",
)

SECTIONS = (OPENAPI_DOCUMENT, HTTP_MIDDLEWARE, HTTP_AUTHENTICATE, CONFIG_FIELD, MAIN_SETUP)
