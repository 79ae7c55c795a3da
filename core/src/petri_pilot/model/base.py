"""What all document classes share."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_-]{0,127}$")]
"""A name that expressions, files, routes and SQL can carry: a letter or `_`, then letters, digits, `_`, `-`."""

TypeName = Annotated[str, Field(examples=["string", "int", "amount", "map[string]int", "enum(a, b)"])]
"""The spelling of a type; see docs/semantics.md."""

Expression = Annotated[str, StringConstraints(min_length=1, max_length=4096)]
"""A guard, constraint, weight, key or value, in the guard language."""


class Document(BaseModel):
    """A closed object: keys that it does not name are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


Json = Any
"""Any JSON value."""
