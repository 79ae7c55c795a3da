"""Expressions of other tools as text: their tokens, and the few rewrites they need.

This is no parser of the guard language; it looks at names outside of strings
and leaves everything else to the checker.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""(?P<space>\s++)
      |(?P<text>"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')
      |(?P<number>\d++(?:\.\d++)?(?:[eE][-+]?\d++)?)
      |(?P<name>[A-Za-z_]\w*+)
      |(?P<mark>&&|\|\||[=!<>]=|.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class ExprToken:
    """A token of an expression; `kind` is text, number, name or mark."""

    kind: str
    text: str
    start: int
    end: int


def tokenize(expression: str) -> list[ExprToken]:
    """The tokens of `expression`, without blanks."""
    return [
        ExprToken(match.lastgroup or "", match[0], match.start(), match.end())
        for match in _TOKEN.finditer(expression)
        if match.lastgroup != "space"
    ]


def free_names(tokens: list[ExprToken]) -> Iterator[str]:
    """Names that stand for values: neither members (`user.id`), functions nor literals."""
    for i, token in enumerate(tokens):
        if token.kind != "name" or token.text in ("true", "false"):
            continue
        if i and tokens[i - 1].text == ".":
            continue
        if i + 1 < len(tokens) and tokens[i + 1].text == "(":
            continue
        yield token.text


def count_tokens_of(expression: str, places: Collection[str]) -> str:
    """Write `tokens("p")` for each bare name of a token place.

    Older tools let a place's name stand for its number of tokens.
    """
    tokens = tokenize(expression)
    parts: list[str] = []
    at = 0
    for i, token in enumerate(tokens):
        if token.kind != "name" or token.text not in places or not _stands_alone(tokens, i):
            continue
        parts += [expression[at : token.start], f'tokens("{token.text}")']
        at = token.end
    return "".join([*parts, expression[at:]])


def _stands_alone(tokens: list[ExprToken], i: int) -> bool:
    before = tokens[i - 1].text if i else ""
    after = tokens[i + 1].text if i + 1 < len(tokens) else ""
    called = tokens[i - 2].text if before == "(" and i >= 2 else ""
    return before != "." and after not in ("(", "[", ".") and called != "tokens"
