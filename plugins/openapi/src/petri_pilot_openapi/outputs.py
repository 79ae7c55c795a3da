"""The files of this emitter, in one table."""

from __future__ import annotations

from pathlib import PurePosixPath

DOCUMENT = {
    "json": PurePosixPath("openapi.json"),
    "yaml": PurePosixPath("openapi.yaml"),
}
"""The document, by the value of the option `format`. Targets serve the JSON one."""
