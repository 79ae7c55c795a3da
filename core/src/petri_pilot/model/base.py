"""What all document classes share.

The classes in this package are the declaration of the model language. The
schema that `petri_pilot.model.schema` publishes is derived from them once, and
`petri_pilot.model.reader` checks documents against that schema, so that a run
never has to import pydantic.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_-]{0,127}$")]
"""A name that expressions, files, routes and SQL can carry: a letter or `_`, then letters,
digits, `_`, `-`."""

TypeName = Annotated[
    str,
    Field(
        min_length=1,
        max_length=4096,
        examples=["string", "int", "amount", "map[string]int", "enum(a, b)"],
    ),
]
"""The spelling of a type; see docs/semantics.md."""

Expression = Annotated[
    str, Field(min_length=1, max_length=4096, json_schema_extra={"x-expression": True})
]
"""A guard, constraint, weight, key or value, in the guard language."""

Text = Annotated[str, Field(max_length=65536)]
"""Free text for people."""

Json = Any
"""Any JSON value."""


class Document(BaseModel):
    """A closed object: keys that it does not name are errors."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        defer_build=True,
        use_attribute_docstrings=True,
        populate_by_name=False,
    )


def feature(name: str, *, alias: str | None = None, when: Json = None, default: Json = None) -> Any:
    """A field whose presence makes the program ask for the feature `name`.

    With `when` it is only asked for if the field has exactly that value.
    """
    extra: dict[str, Any] = {"x-feature": name}
    if when is not None:
        extra["x-feature-when"] = when
    return Field(default=default, alias=alias, json_schema_extra=extra)


def aliased(*aliases: str, default: Any = ..., alias: str | None = None) -> Any:
    """A field that is also read, with a warning, under the names that other tools use."""
    return Field(default=default, alias=alias, json_schema_extra={"x-aliases": list(aliases)})
