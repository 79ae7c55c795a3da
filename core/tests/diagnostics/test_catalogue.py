"""Every kind has a unique code, its headings, and an example that really produces it."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
import yaml
from petri_pilot.diagnostics import Diagnostic, Kind, Severity
from petri_pilot.diagnostics.catalogue import HEADINGS, example, explain, kinds
from petri_pilot.program import resolve
from petri_pilot.validators import builtin_validators

OURS = ("petri_pilot.model.", "petri_pilot.program.", "petri_pilot.validators.")
ALL = kinds()
LANGUAGE = [k for k in ALL.values() if k.__module__.startswith(OURS)]


def findings(document: Any) -> list[Diagnostic]:
    resolution = resolve(document, "example.yaml")
    found = list(resolution.diagnostics)
    if resolution.program is not None:
        for validator in builtin_validators():
            found += validator.validate(resolution.program)
    return found


@pytest.mark.parametrize("kind", ALL.values(), ids=ALL)
def test_a_docstring_has_all_headings_in_order(kind: type[Kind]) -> None:
    lines = [line.strip() for line in inspect.cleandoc(kind.__doc__ or "").splitlines()]
    assert [line for line in lines if line in HEADINGS] == list(HEADINGS)


@pytest.mark.parametrize("kind", ALL.values(), ids=ALL)
def test_a_code_names_its_plugin_and_is_kebab_case(kind: type[Kind]) -> None:
    plugin, _, slug = kind.code.partition("/")
    assert plugin == "core"
    assert slug.replace("-", "").isalnum()
    assert slug == slug.lower()


@pytest.mark.parametrize("kind", LANGUAGE, ids=lambda k: k.code)
def test_the_example_produces_its_diagnostic(kind: type[Kind]) -> None:
    shown = example(kind)
    assert shown is not None, "the docstring has no fenced model"
    assert kind.code in {d.code for d in findings(yaml.safe_load(shown[1]))}


@pytest.mark.parametrize("kind", LANGUAGE, ids=lambda k: k.code)
def test_the_example_has_no_other_error(kind: type[Kind]) -> None:
    shown = example(kind)
    assert shown is not None
    errors = {d.code for d in findings(yaml.safe_load(shown[1])) if d.severity is Severity.ERROR}
    assert errors <= {kind.code}


def test_explaining_a_code_prints_its_docstring() -> None:
    text = explain("core/duplicate-id")
    assert text.startswith("core/duplicate-id (error)\n")
    assert "How to fix" in text


def test_explaining_an_unknown_code_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        explain("core/no-such-thing")


def test_kinds_of_plugins_are_listed_when_they_are_given() -> None:
    class Stranger(Kind):
        """A kind of a plugin."""

        code = "acme/stranger"
        template = "{what}"
        what: str

    assert kinds([Stranger])["acme/stranger"] is Stranger
    assert "acme/stranger" not in kinds()


def test_two_kinds_with_one_code_are_refused() -> None:
    class Impostor(Kind):
        """A kind that takes a code of core."""

        code = "core/duplicate-id"
        template = "{what}"
        what: str

    with pytest.raises(ValueError, match="core/duplicate-id"):
        kinds([Impostor])
