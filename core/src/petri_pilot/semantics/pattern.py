"""The regular expressions of `validation.pattern`: one meaning in every target.

Python, RE2 (Go) and JavaScript agree on most of the common syntax. Where they
differ this module rewrites for Python's `re`: `$` is the very end, classes are
ASCII, and `\\s` has the five characters of RE2.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SPACE = r"\t\n\f\r "


class PatternError(ValueError):
    """The pattern is not in the syntax that all targets share."""


@lru_cache(maxsize=512)
def compile_pattern(text: str) -> re.Pattern[str]:
    """The compiled pattern; search with it. Raises PatternError."""
    try:
        return re.compile(_rewrite(text), re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        raise PatternError(str(error)) from error


def _rewrite(text: str) -> str:
    out: list[str] = []
    in_class = False
    position = 0
    while position < len(text):
        char = text[position]
        width = 2 if char == "\\" else 1
        piece = text[position : position + width]
        out.append(_escape(piece, in_class) if width == 2 else _plain(text, position, in_class))
        if piece == "[":
            in_class = True
        elif piece == "]":
            in_class = False
        position += width
    return "".join(out)


def _escape(piece: str, in_class: bool) -> str:
    if piece == r"\s":
        return _SPACE if in_class else f"[{_SPACE}]"
    if piece == r"\S" and not in_class:
        return f"[^{_SPACE}]"
    if len(piece) < 2 or piece[1].isdigit() or piece[1] in "SZAkKGpPQEzXRhHuxUNc":
        raise PatternError(f"{piece} does not mean the same in every target")
    return piece


def _plain(text: str, position: int, in_class: bool) -> str:
    char = text[position]
    if in_class:
        if char == "[":
            raise PatternError("a [ inside a class must be written \\[")
        return char
    following = text[position + 1 : position + 3]
    if char == "(" and following.startswith("?") and following != "?:":
        raise PatternError("only groups of the forms (...) and (?:...) are shared by every target")
    if char in "*+?}" and following.startswith("+"):
        raise PatternError("possessive quantifiers are not shared by every target")
    return r"\Z" if char == "$" else char
