"""Printing a document as JSON text."""

from __future__ import annotations

import json
from typing import Any


def encode(value: Any) -> str:
    """`value` as indented JSON in the order of its keys, with a newline at the end."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
