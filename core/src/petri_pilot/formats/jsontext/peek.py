"""A look at the top of JSON text, to tell formats apart."""

from __future__ import annotations

import json
from typing import Any


def top_of(text: str) -> dict[str, Any]:
    """The object in `text`; an empty one if it is not JSON or no object.

    It decodes the whole text, so look for a sign of the format first.
    """
    try:
        value = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
