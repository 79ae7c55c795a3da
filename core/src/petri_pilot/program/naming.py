"""Names that resolution makes."""

from __future__ import annotations

import re
from collections.abc import Collection

from petri_pilot.model.near import fold

_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def slugify(name: str) -> str:
    """The kebab-case form of a name: ASCII letters and digits, joined by `-`. May be empty."""
    words = re.split(r"[^A-Za-z0-9]+", _BOUNDARY.sub("-", name))
    return "-".join(w.lower() for w in words if w)


def free_name(wanted: str, taken: Collection[str]) -> str:
    """`wanted`, or with a number appended where it is taken.

    Names that differ only in case, `_` and `-` count as one, as they do in
    generated code.
    """
    folded = {fold(t) for t in taken}
    if fold(wanted) not in folded:
        return wanted
    number = 2
    while fold(f"{wanted}_{number}") in folded:
        number += 1
    return f"{wanted}_{number}"


def listed(names: Collection[str]) -> str:
    """Names as a sentence carries them: `'a', 'b' and 'c'`."""
    quoted = [repr(n) for n in names]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " and " + quoted[-1]
