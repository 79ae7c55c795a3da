"""What a misspelt name was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable


def suggest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is nearest to `name`, if any is near."""
    from difflib import get_close_matches  # only the unhappy path needs it

    found = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return found[0] if found else None


def next_step(name: str, known: Iterable[str], what: str) -> tuple[str, ...]:
    """Help lines for an unknown name: the nearest one, or all that there are."""
    names = sorted(known)
    near = suggest(name, names)
    if near is not None:
        return (f"did you mean {near!r}?",)
    return (f"known {what}: " + (", ".join(names) or "none"),)
