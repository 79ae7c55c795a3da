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

    `expression` is Go; it may use `cfg` (the settings), `ctx` and `log`. It needs
    the packages `imports`. The first item is the outermost.
    """

    expression: str
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoSetup:
    """Statements before the server starts, such as registering what closes at exit.

    `statements` are lines of Go inside a function that returns an error; they may
    use `ctx`, `cfg`, `log`, `store` and `mux`.
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
MAIN_SETUP = Section(
    "go:main.setup",
    GoSetup,
    doc="Runs once the event store is open and the routes of the model are registered.",
)

SECTIONS = (OPENAPI_DOCUMENT, HTTP_MIDDLEWARE, MAIN_SETUP)
