"""Looking into a document that nobody has validated yet.

Writers take any document. What has not the form that they look for is passed
over here, and then told as not held.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def objects(document: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """The objects in the list under `key`."""
    value = document.get(key)
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def text(document: Mapping[str, Any], key: str) -> str | None:
    """The text under `key`, or None."""
    value = document.get(key)
    return value if isinstance(value, str) else None


def integer(document: Mapping[str, Any], key: str) -> int | None:
    """The integer under `key`, or None."""
    value = document.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def number(document: Mapping[str, Any], key: str) -> int | float | None:
    """The number under `key`, or None."""
    value = document.get(key)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def texts(document: Mapping[str, Any], key: str) -> list[str] | None:
    """The list of texts under `key`, or None."""
    value = document.get(key)
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return list(value)
    return None
