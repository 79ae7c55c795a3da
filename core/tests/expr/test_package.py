"""The shape of the package itself."""

from __future__ import annotations

import subprocess
import sys
from typing import get_args

import pytest
from petri_pilot.expr import ast
from petri_pilot.expr.visitor import _METHODS, ExprVisitor


def test_the_import_pulls_in_nothing_heavy() -> None:
    heavy = {"pydantic", "jinja2", "yaml", "datetime", "decimal", "difflib", "pluggy", "click"}
    code = f"import sys, petri_pilot.expr; print(*sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == []


def test_the_visitor_covers_every_node_class() -> None:
    assert set(_METHODS) == set(get_args(ast.Expr))
    assert set(_METHODS.values()) == ExprVisitor.__abstractmethods__


def test_a_visitor_that_forgets_a_class_cannot_be_made() -> None:
    class Half(ExprVisitor[str]):
        def visit_param(self, node: ast.Param) -> str:
            return node.name

    with pytest.raises(TypeError):
        Half()  # type: ignore[abstract]
