"""What the emitter refuses, and how extensions reach into its files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from petri_pilot.plugins.api import Artifact, Contribution, Emission, EmitContext, Option, Section
from petri_pilot.program.ir import Program
from petri_pilot_go.routes import Route, conflicts
from petri_pilot_go.runtime_source import closure, copied_files
from petri_pilot_go.sections import (
    CONFIG_FIELD,
    HTTP_AUTHENTICATE,
    HTTP_MIDDLEWARE,
    MAIN_SETUP,
    OPENAPI_DOCUMENT,
    GoAuthenticator,
    GoConfigField,
    GoMiddleware,
    GoOpenApiDocument,
    GoSetup,
)

from .support import files_of, succeed, unformatted, write_files

MODEL: dict[str, Any] = {
    "name": "extended",
    "places": [{"id": "a", "initial": 1}],
    "transitions": [{"id": "go"}],
    "arcs": [{"from": "a", "to": "go"}],
}


class Extension:
    """Gives an item to every section."""

    name = "extension"
    target = False
    runs_after: tuple[str, ...] = ("go",)
    sections: tuple[Section, ...] = ()
    implements: frozenset[str] = frozenset()
    options: tuple[Option, ...] = ()
    templates: str | None = None

    def emit(self, program: Program, ctx: EmitContext) -> Emission:
        """All contributions."""
        return Emission(
            artifacts=(Artifact(PurePosixPath("openapi.json"), text="{}\n"),),
            contributions=(
                Contribution(OPENAPI_DOCUMENT.id, (GoOpenApiDocument("openapi.json"),)),
                Contribution(
                    HTTP_MIDDLEWARE.id,
                    (
                        GoMiddleware("limit(cfg.Greeting)", ("strings",)),
                        GoMiddleware("limit(strings.ToUpper(cfg.Greeting))", ("strings",)),
                    ),
                ),
                Contribution(HTTP_AUTHENTICATE.id, (GoAuthenticator("nobody"),)),
                Contribution(
                    CONFIG_FIELD.id,
                    (
                        GoConfigField(
                            "Greeting", "string", 'r.String("GREETING", "hi")', "Greeting is sent."
                        ),
                    ),
                ),
                Contribution(MAIN_SETUP.id, (GoSetup(("log.Info(cfg.Greeting)",)),)),
            ),
        )

    def filters(self) -> Mapping[str, Any]:
        """None."""
        return {}

    def printers(self) -> Mapping[str, Any]:
        """None."""
        return {}

    def format(self, path: PurePosixPath, text: str) -> str:
        """As it is."""
        return text


EXTRA = """package main

import (
	"net/http"

	"extended/internal/petri/aggregate"
)

func limit(greeting string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Add("Greeting", greeting)
			next.ServeHTTP(w, r)
		})
	}
}

func nobody(*http.Request) (*aggregate.Actor, error) { return nil, nil }
"""


def test_items_of_every_section_become_code_that_compiles(tmp_path: Path) -> None:
    files = files_of(MODEL, Extension())
    write_files(tmp_path, {**files, "extra.go": EXTRA})
    assert unformatted(tmp_path) == ""
    succeed(tmp_path, "vet", ".")
    succeed(tmp_path, "test", "-count=1", ".")
    assert "go:embed openapi.json" in files["server.go"]


def test_without_a_document_nothing_is_served_as_openapi() -> None:
    assert "openapi" not in files_of(MODEL)["server.go"].lower()


def test_the_routes_of_the_model_are_served() -> None:
    model = {**MODEL, "transitions": [{"id": "go", "http": {"method": "PUT", "path": "/x/{id}"}}]}
    assert '{"go", "PUT /x/{id}", false},' in files_of(model)["api.go"]


def test_routes_that_go_cannot_tell_apart_are_refused() -> None:
    transitions = [
        {"id": "go", "http": {"path": "/x/{id}/y"}},
        {"id": "come", "http": {"path": "/x/z/{id}"}},
    ]
    with pytest.raises(AssertionError, match="go/route-conflict"):
        files_of({**MODEL, "transitions": transitions})


def test_a_constant_is_more_specific_than_a_variable() -> None:
    assert conflicts([Route("GET", "/api/x/{id}"), Route("GET", "/api/x/events")]) == []
    assert conflicts([Route("GET", "/a/{id}/b"), Route("GET", "/a/c/{id}")]) != []
    assert conflicts([Route("GET", "/a/{id}"), Route("POST", "/a/{id}")]) == []
    assert conflicts([Route("GET", "/a/{id}"), Route("GET", "/a/{id}")]) != []


def test_a_pattern_that_go_cannot_compile_is_refused() -> None:
    binding = {"name": "x", "validation": {"pattern": "^a{1001}$"}}
    model = {**MODEL, "transitions": [{"id": "go", "bindings": [binding]}]}
    with pytest.raises(AssertionError, match="go/unsupported-pattern"):
        files_of(model)


def test_access_rules_are_refused_and_never_dropped() -> None:
    model = {
        **MODEL,
        "roles": [{"id": "boss"}],
        "access": [{"transition": "go", "roles": ["boss"]}],
    }
    with pytest.raises(AssertionError, match="access"):
        files_of(model)


def test_only_the_runtime_packages_that_are_needed_are_copied() -> None:
    packages = closure(["eventstore/memory"])
    assert "eventstore" in packages
    assert "eventstore/sqlite" not in packages


def test_copied_sources_import_from_the_project() -> None:
    files = copied_files(closure(["eventstore/memory"]), "example.org/m")
    assert all('"petri/' not in text for text in files.values())
    assert all("DO NOT EDIT." in text.split("\n")[0] for text in files.values())
    assert all(not path.endswith("_test.go") for path in files)


def test_output_depends_on_nothing_but_the_model() -> None:
    assert files_of(MODEL) == files_of(MODEL)
