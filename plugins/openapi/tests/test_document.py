"""The document: valid, complete, and of one mind with the interpreter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from petri_pilot.generate import generate
from petri_pilot.pipeline import load_model
from petri_pilot.plugins.loader import load_plugins
from petri_pilot.program.ir import Aggregate, Program
from petri_pilot.semantics import traces
from petri_pilot_openapi.document import openapi_document, routes_of
from petri_pilot_openapi.emitter import OpenApiEmitter
from petri_pilot_openapi.schemas import event_data_schema, input_schema

ROOT = Path(__file__).parents[3]
MODELS = sorted(
    [*ROOT.glob("examples/*/model.*"), *ROOT.glob("tests/vectors/traces/models/*.json")]
)


def program_of(path: Path) -> Program:
    program = load_model(str(path), load_plugins()).program
    assert program is not None
    return program


@pytest.fixture(params=MODELS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def program(request: pytest.FixtureRequest) -> Program:
    return program_of(request.param)


def steps_of(program: Program) -> Iterator[tuple[Aggregate, dict[str, Any]]]:
    for aggregate in program.aggregates:
        for trace in traces_of(program, aggregate)["traces"]:
            for step in trace["steps"]:
                yield aggregate, step


TRACES: dict[str, dict[str, Any]] = {}


def traces_of(program: Program, aggregate: Aggregate) -> dict[str, Any]:
    """The traces of an aggregate, made once a session."""
    key = f"{program.model_hash} {aggregate.id}"
    if key not in TRACES:
        TRACES[key] = traces(program, aggregate)
    return TRACES[key]


def test_there_are_models_to_test_with() -> None:
    assert len(MODELS) > 20


def test_the_document_is_valid_openapi_3_1(program: Program) -> None:
    OpenAPIV31SpecValidator(openapi_document(program)).validate()


def test_every_command_has_its_route(program: Program) -> None:
    routes = routes_of(openapi_document(program))
    for aggregate in program.aggregates:
        for command in aggregate.commands:
            assert (command.route.method, command.route.path) in routes


def test_every_reference_leads_somewhere(program: Program) -> None:
    document = openapi_document(program)

    def references(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from [value["$ref"]] if "$ref" in value else []
            for part in value.values():
                yield from references(part)
        elif isinstance(value, list):
            for part in value:
                yield from references(part)

    for reference in references(document):
        target: Any = document
        for part in reference.removeprefix("#/").split("/"):
            assert part in target, reference
            target = target[part]


def has_escaped_notion(errors: list[dict[str, Any]]) -> bool:
    """Whether a refusal is about something that JSON Schema cannot say.

    Integers written with a fraction, bounds of amounts, dates that do not exist, limits of
    depth, lone surrogates, and a line feed before the end of a pattern (where the validator,
    which is Python's, differs from ECMA 262) are refused by the application alone.
    """
    beyond = ("wrong-type", "out-of-range", "invalid-string", "pattern")
    return any(error["code"] in beyond for error in errors)


def test_what_the_interpreter_accepts_fits_the_schema(program: Program) -> None:
    schemas = {
        (a.id, c.id): Draft202012Validator(input_schema(c))
        for a in program.aggregates
        for c in a.commands
    }
    checked = 0
    for aggregate, step in steps_of(program):
        validator = schemas[aggregate.id, step["command"]]
        expected = step["expect"]
        if expected.get("code") in ("exists", "not-found"):
            continue
        fits = validator.is_valid(step["input"])
        if expected.get("code") != "invalid-input":
            assert fits, (step["command"], step["input"])
        elif not has_escaped_notion(expected["errors"]):
            assert not fits, (step["command"], step["input"], expected["errors"])
        checked += 1
    assert checked


def test_stored_events_fit_their_schema(program: Program) -> None:
    for aggregate, step in steps_of(program):
        if step["expect"]["outcome"] == "fired":
            command = next(c for c in aggregate.commands if c.id == step["command"])
            data = step["expect"]["event"]["data"]
            Draft202012Validator(event_data_schema(command.event)).validate(data)


def test_states_fit_the_schema_of_instances(program: Program) -> None:
    document = openapi_document(program)
    for aggregate, step in steps_of(program):
        expected = step["expect"]
        if "state" not in expected or "enabled" not in expected:
            continue
        name = next(
            path["post"]["responses"]["201"]["content"]["application/json"]["schema"]["$ref"]
            for path in document["paths"].values()
            if path.get("post", {}).get("operationId") == f"{aggregate.slug}.{aggregate.create.id}"
        ).rpartition("/")[2]
        instance = {
            "id": "x",
            "version": expected["version"],
            **expected["state"],
            "enabled": expected["enabled"],
            "created_at": step["at"],
            "updated_at": step["at"],
        }
        schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        Draft202012Validator(schema).validate(instance)


def test_each_schema_also_stands_alone() -> None:
    program = program_of(ROOT / "examples/token-ledger/model.pflow")
    plan = generate(program, [OpenApiEmitter()], {"openapi": {"schemas": True}})
    assert plan.ok
    schemas = {p.name: json.loads(f.text) for p, f in plan.files.items() if "schemas" in p.parts}
    assert {"TokenLedger.schema.json", "TokenLedgerMintInput.schema.json"} <= schemas.keys()
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    mint = Draft202012Validator(schemas["TokenLedgerMintInput.schema.json"])
    assert mint.is_valid({"recipient": "ann", "amount": "7"})
    assert not mint.is_valid({"recipient": "ann", "amount": 7})
    instance = Draft202012Validator(schemas["TokenLedger.schema.json"])
    assert [e.validator for e in instance.iter_errors({"enabled": [{"reasons": [{}]}]})]


@pytest.mark.parametrize("format_", ["json", "yaml"])
def test_both_formats_hold_the_same_document(format_: str) -> None:
    import yaml

    program = program_of(ROOT / "examples/order-processing/model.json")
    emitter = OpenApiEmitter()
    plan = generate(program, [emitter], {"openapi": {"format": format_}})
    assert plan.ok
    ((path, file),) = plan.files.items()
    assert path.suffix == f".{format_}"
    parsed = json.loads(file.text) if format_ == "json" else yaml.safe_load(file.text)
    assert parsed == openapi_document(program)
