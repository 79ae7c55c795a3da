"""The OpenAPI document: a path item a route, a schema a shape."""

from __future__ import annotations

from typing import Any

from petri_pilot.program.ir import Aggregate, Command, Program

from petri_pilot_openapi.naming import pascal
from petri_pilot_openapi.parts import (
    CURSOR,
    ID,
    IDEMPOTENCY_KEY,
    IF_MATCH,
    LIMIT,
    answer,
    component_responses,
    component_schemas,
    page_of,
    problems,
)
from petri_pilot_openapi.schemas import event_schema, input_schema, instance_schema

Object = dict[str, Any]


def openapi_document(program: Program) -> Object:
    """The whole document as JSON values; keys in the order in which people read them."""
    paths: Object = {}
    schemas = component_schemas()
    for aggregate in program.aggregates:
        name = pascal(aggregate.id)
        schemas[name] = instance_schema(aggregate)
        schemas[f"{name}Event"] = event_schema(aggregate)
        for command in aggregate.commands:
            schemas[f"{name}{pascal(command.id)}Input"] = input_schema(command)
            operation = _command_operation(aggregate, command)
            paths.setdefault(command.route.path, {})[command.route.method.lower()] = operation
        _add_reads(paths, aggregate)
    _add_operations(paths)
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": program.name,
            "version": program.version,
            "description": program.description or f"The API of {program.name}.",
        },
        "servers": [{"url": "/"}],
        "tags": [
            {"name": a.slug, "description": a.description or a.name} for a in program.aggregates
        ],
        "paths": paths,
        "components": {"schemas": schemas, "responses": component_responses()},
    }


def routes_of(document: Object) -> set[tuple[str, str]]:
    """Method and path of every operation."""
    return {
        (method.upper(), path)
        for path, item in document["paths"].items()
        for method in item
        if method != "parameters"
    }


def _command_operation(aggregate: Aggregate, command: Command) -> Object:
    name = pascal(aggregate.id)
    body = {"$ref": f"#/components/schemas/{name}{pascal(command.id)}Input"}
    parameters = [IDEMPOTENCY_KEY] if command.creates else [ID, IF_MATCH, IDEMPOTENCY_KEY]
    done = "201" if command.creates else "200"
    codes = ["400", "409", "413", "415", "422", "503"]
    if not command.creates:
        codes += ["404", "412"]
    verb = "Create" if command.creates else command.id
    responses = {
        done: answer(
            f"The {aggregate.name}, as it is now",
            {"$ref": f"#/components/schemas/{name}"},
            etag=True,
            location=command.creates,
        ),
        **problems(*sorted(codes)),
    }
    return {
        "operationId": f"{aggregate.slug}.{command.id}",
        "summary": f"{verb} {aggregate.name}" if command.creates else command.id,
        "description": command.description or f"Appends the event {command.event.id}.",
        "tags": [aggregate.slug],
        "parameters": parameters,
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": body}},
        },
        "responses": responses,
    }


def _add_reads(paths: Object, aggregate: Aggregate) -> None:
    slug, name = aggregate.slug, pascal(aggregate.id)
    instance = {"$ref": f"#/components/schemas/{name}"}
    event = {"$ref": f"#/components/schemas/{name}Event"}
    version = {
        "name": "version",
        "in": "path",
        "required": True,
        "schema": {"type": "integer", "minimum": 1, "maximum": 2**63 - 1},
    }
    after = {
        "name": "after",
        "in": "query",
        "description": "Only events after this version",
        "schema": {"type": "integer", "minimum": 0, "maximum": 2**63 - 1},
    }

    def add(path: str, id_: str, summary: str, parameters: list[Object], responses: Object) -> None:
        paths.setdefault(path, {})["get"] = {
            "operationId": f"{slug}.{id_}",
            "summary": summary,
            "tags": [slug],
            "parameters": parameters,
            "responses": responses,
        }

    base = f"/api/{slug}"
    page = answer("One page", page_of(instance, {"type": ["string", "null"]}))
    add(
        base,
        "list",
        f"List {aggregate.name}",
        [CURSOR, LIMIT],
        {"200": page, **problems("400", "503")},
    )
    one = answer(f"The {aggregate.name}", instance, etag=True)
    add(
        f"{base}/{{id}}",
        "get",
        "Its state now",
        [ID],
        {"200": one, **problems("400", "404", "503")},
    )
    history = answer("One page, oldest first", page_of(event, {"type": ["integer", "null"]}))
    add(
        f"{base}/{{id}}/events",
        "history",
        "Its events",
        [ID, after, LIMIT],
        {"200": history, **problems("400", "404", "503")},
    )
    past = answer("Its state then", instance, etag=True)
    add(
        f"{base}/{{id}}/at/{{version}}",
        "at",
        "Its state at a version",
        [ID, version],
        {"200": past, **problems("400", "404", "503")},
    )
    stream = {
        "200": {
            "description": "Server-sent events: data is {id, version} of each change",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
        **problems("400", "503"),
    }
    add(f"{base}/events", "stream", "Changes, live", [], stream)
    upgrade = {
        "101": {"description": "WebSocket: each message is {id, version} of a change"},
        **problems("400", "403", "426", "503"),
    }
    add(f"{base}/ws", "socket", "Changes, live, over WebSocket", [], upgrade)


def _add_operations(paths: Object) -> None:
    status = {
        "type": "object",
        "required": ["status"],
        "properties": {"status": {"type": "string"}},
    }
    for path, id_, summary in (
        ("/health", "health", "Whether the process is alive"),
        ("/ready", "ready", "Whether it can serve"),
        ("/openapi.json", "openapi", "This document"),
    ):
        schema: Object = {"type": "object"} if id_ == "openapi" else status
        responses = {"200": answer(summary, schema)}
        if id_ == "ready":
            responses |= problems("503")
        paths[path] = {
            "get": {"operationId": id_, "summary": summary, "tags": [], "responses": responses}
        }
