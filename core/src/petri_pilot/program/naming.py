"""Names that resolution makes."""

from __future__ import annotations

import re
from collections.abc import Collection

_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def slugify(name: str) -> str:
    """The kebab-case form of a name: ASCII letters and digits, joined by `-`. May be empty."""
    words = re.split(r"[^A-Za-z0-9]+", _BOUNDARY.sub("-", name))
    return "-".join(w.lower() for w in words if w)


def free_name(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, or with a number appended where it is taken."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}_{number}" in taken:
        number += 1
    return f"{wanted}_{number}"


def listed(names: Collection[str]) -> str:
    """Names as a sentence carries them: `'a', 'b' and 'c'`."""
    quoted = [repr(n) for n in names]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " and " + quoted[-1]
