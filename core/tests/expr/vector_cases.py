"""The golden vectors of tests/vectors/expr as Python values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from petri_pilot.expr import Environment, Scope, UserValue, parse_type
from petri_pilot.expr.types import Type
from petri_pilot.expr.values import load_json, parse_wire

FOLDER = Path(__file__).parents[3] / "tests" / "vectors" / "expr"


def load_cases() -> list[tuple[str, dict[str, Any]]]:
    """Every case with the name `file: case`."""
    cases = []
    for path in sorted(FOLDER.glob("*.json")):
        for case in load_json(path.read_text(encoding="utf-8"))["cases"]:
            cases.append((f"{path.stem}: {case['name']}", case))
    return cases


def scope_of(case: Mapping[str, Any]) -> Scope:
    scope = case["scope"]
    return Scope(
        parameters=_types(scope["parameters"]),
        data=_types(scope["data"]),
        places=frozenset(scope["places"]),
        roles=None if scope["roles"] is None else frozenset(scope["roles"]),
        user=scope["user"],
    )


def environment_of(case: Mapping[str, Any], scope: Scope) -> Environment:
    given = case["environment"]
    user = given["user"]
    return Environment(
        parameters=_values(scope.parameters, given["parameters"]),
        data=_values(scope.data, given["data"]),
        marking=given["marking"],
        user=None if user is None else UserValue(**{**user, "roles": tuple(user["roles"])}),
        now=given["now"],
    )


def _types(names: Mapping[str, str]) -> dict[str, Type]:
    return {name: parse_type(text) for name, text in names.items()}


def _values(types: Mapping[str, Type], wire: Mapping[str, Any]) -> dict[str, Any]:
    return {name: parse_wire(types[name], value) for name, value in wire.items()}
