"""The built-in functions: their arity and how their arguments are typed."""

from __future__ import annotations

ARITY: dict[str, int] = {
    "len": 1,
    "min": 2,
    "max": 2,
    "abs": 1,
    "contains": 2,
    "startsWith": 2,
    "endsWith": 2,
    "includes": 2,
    "sum": 1,
    "minOf": 1,
    "maxOf": 1,
    "count": 1,
    "tokens": 1,
    "hasRole": 1,
    "now": 0,
}
NUMERIC = frozenset({"min", "max", "abs"})
"""The result has the type of the arguments."""
TEXT = frozenset({"contains", "startsWith", "endsWith"})
AGGREGATE = frozenset({"sum", "minOf", "maxOf"})
"""Over the numeric leaves of a list or map; a string argument names a data place."""
