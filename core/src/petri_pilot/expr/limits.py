"""The bounds of the value types; docs/semantics.md gives them."""

from __future__ import annotations

INT_MIN: int = -(2**63)
INT_MAX: int = 2**63 - 1
AMOUNT_DIGITS = 4096
AMOUNT_END: int = 10**AMOUNT_DIGITS
"""The first integer that is too large for an amount."""
STRING_MAX = 65536
"""Code points that a joined string may have."""
JSON_DEPTH = 64
"""Levels of arrays and objects in a json value."""
