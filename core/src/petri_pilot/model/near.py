"""Known words that are near a misspelled one."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` most likely is a misspelling of, or None.

    Case and the characters `_` and `-` do not count; otherwise similarity is
    that of difflib (Ratcliff and Obershelp) with a cutoff of 0.72, below which
    suggestions are noise for words of this length.
    """
    candidates = list(known)
    folded = fold(word)
    for candidate in candidates:
        if fold(candidate) == folded:
            return candidate
    if len(candidates) > 2000:
        first = word[:1]
        candidates = [c for c in candidates if c[:1] == first and abs(len(c) - len(word)) < 3]
        candidates = candidates[:2000]
    from difflib import get_close_matches

    found = get_close_matches(word, candidates, n=1, cutoff=0.72)
    return found[0] if found else None


def fold(word: str) -> str:
    """A spelling without case, `_` and `-`: equal for `softDelete` and `soft_delete`."""
    return word.replace("_", "").replace("-", "").lower()


def suggestion(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """A help line that names the nearest known word, or lists a few."""
    names = list(known)
    near = nearest(word, names)
    if near is not None:
        return (f"did you mean {near!r}?",)
    if 0 < len(names) <= 12:
        return ("known: " + ", ".join(sorted(names)),)
    return ()
