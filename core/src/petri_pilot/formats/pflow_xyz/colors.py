"""Token colors: vectors, their names, and the places that a colored net unfolds to.

A pflow.xyz net may give places and arcs one number for each token color. The
unfolding is the standard one for colored nets: one place for each color that
is used, one arc for each component that is not zero. A missing component of a
marking is zero, of a capacity no bound, of a weight nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_LAST_SEGMENT = re.compile(r"[a-z][a-z0-9+.-]*:(?://)?.*?([^/?#]+)/*(?:[?#].*)?\Z")


class VectorError(ValueError):
    """A value is no vector of natural numbers; the argument is what was wanted."""


def vector(value: Any, wanted: str) -> list[int]:
    """The components; null counts as zero and a bare number as a vector of one."""
    components = value if isinstance(value, list) else [] if value is None else [value]
    return [_natural(component, wanted) for component in components]


def _natural(value: Any, wanted: str) -> int:
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise VectorError(wanted)
    if value < 0 or value != int(value) or value > 2**63 - 1:
        raise VectorError(wanted)
    return int(value)


def color_names(tokens: Iterable[str], count: int) -> list[str]:
    """Names for so many colors: the last part of a token's URI, if that tells them apart."""
    long = list(tokens)[:count]
    short = [(match[1] if (match := _LAST_SEGMENT.match(name)) else name) for name in long]
    names = short if len(set(short)) == len(short) else long
    return [names[i] if i < len(names) and names[i] else f"c{i}" for i in range(count)]


def component(components: list[int], color: int) -> int:
    """The component of a color; zero where the vector ends before."""
    return components[color] if color < len(components) else 0
