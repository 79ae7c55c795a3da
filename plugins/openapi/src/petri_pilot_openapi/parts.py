"""The parts that many operations share: parameters, answers, problems."""

from __future__ import annotations

from typing import Any

Object = dict[str, Any]

ID: Object = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "The instance",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
}
CURSOR: Object = {
    "name": "cursor",
    "in": "query",
    "description": "`next` of the page before",
    "schema": {"type": "string"},
}
LIMIT: Object = {
    "name": "limit",
    "in": "query",
    "description": "Items a page; the server may give fewer",
    "schema": {"type": "integer", "minimum": 1, "maximum": 200},
}
IF_MATCH: Object = {
    "name": "If-Match",
    "in": "header",
    "description": "Fire only if the instance still has this ETag",
    "schema": {"type": "string", "pattern": '^(\\*|"[1-9][0-9]{0,18}")$'},
}
IDEMPOTENCY_KEY: Object = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Repeating a request with the same key gives the first answer again",
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
}

PROBLEMS = {
    "400": "A cursor, limit or header is malformed",
    "403": "Not allowed, or from a foreign origin",
    "404": "There is no such instance",
    "409": "Not enabled, guard or constraint false, or in conflict with another request",
    "412": "If-Match names another version",
    "413": "The body is too large",
    "415": "The body is not application/json",
    "422": "The input is invalid",
    "426": "The request is no WebSocket handshake",
    "503": "Too busy, or shutting down",
}


def problems(*codes: str) -> Object:
    """References to the shared problem answers."""
    return {code: {"$ref": f"#/components/responses/{code}"} for code in codes}


def component_responses() -> Object:
    """The shared problem answers."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        code: {
            "description": description,
            "content": {"application/problem+json": {"schema": schema}},
        }
        for code, description in PROBLEMS.items()
    }


def component_schemas() -> Object:
    """The schemas that all aggregates share."""
    reason = {
        "type": "object",
        "title": "Reason",
        "description": "Why a command is not enabled",
        "additionalProperties": False,
        "required": ["code", "message"],
        "properties": {
            "code": {"type": "string"},
            "message": {"type": "string"},
            "place": {"type": "string"},
            "need": {"type": ["integer", "number", "string"]},
            "have": {"type": ["integer", "number", "string"]},
        },
    }
    error = {
        "type": "object",
        "title": "FieldError",
        "description": "What is wrong with one value of the input",
        "additionalProperties": False,
        "required": ["pointer", "code", "message"],
        "properties": {
            "pointer": {"type": "string", "description": "RFC 6901 pointer into the input"},
            "code": {"type": "string"},
            "message": {"type": "string"},
        },
    }
    problem = {
        "type": "object",
        "title": "Problem",
        "description": "RFC 9457 problem details",
        "additionalProperties": False,
        "required": ["type", "title", "status", "code"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "code": {"type": "string"},
            "detail": {"type": "string"},
            "reasons": {"type": "array", "items": {"$ref": "#/components/schemas/Reason"}},
            "errors": {"type": "array", "items": {"$ref": "#/components/schemas/FieldError"}},
            "constraint": {"type": "string"},
        },
    }
    return {"Problem": problem, "Reason": reason, "FieldError": error}


def answer(
    description: str, schema: Object, *, etag: bool = False, location: bool = False
) -> Object:
    """A JSON answer, with the headers it carries."""
    headers: Object = {}
    if location:
        headers["Location"] = {"schema": {"type": "string"}, "description": "Where it is"}
    if etag:
        headers["ETag"] = {"schema": {"type": "string"}, "description": "The version, in quotes"}
    result: Object = {"description": description}
    if headers:
        result["headers"] = headers
    result["content"] = {"application/json": {"schema": schema}}
    return result


def page_of(item: Object, next_: Object) -> Object:
    """A page of a list; `next` is null on the last one."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["items", "next"],
        "properties": {"items": {"type": "array", "items": item}, "next": next_},
    }
