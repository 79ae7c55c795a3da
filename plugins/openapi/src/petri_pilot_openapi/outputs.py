"""The files of this emitter, in one table."""

from __future__ import annotations

from pathlib import PurePosixPath

DOCUMENT = {
    "json": PurePosixPath("openapi.json"),
    "yaml": PurePosixPath("openapi.yaml"),
}
"""The document, by the value of the option `format`. Targets serve the JSON one."""


def schema_file(name: str) -> PurePosixPath:
    """Where the schema of that name goes, with the option `schemas`."""
    return PurePosixPath("schemas") / f"{name}.schema.json"
