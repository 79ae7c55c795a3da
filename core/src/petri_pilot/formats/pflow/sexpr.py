"""S-expressions: tokens, and lists of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from petri_pilot.formats.kinds.pflow import PflowSyntax
from petri_pilot.formats.text import position_of

MAX_DEPTH = 16
"""The grammar itself needs five."""


class TokenKind(StrEnum):
    """What a token is."""

    SYMBOL = "name"
    KEYWORD = "keyword"
    NUMBER = "number"
    TEXT = "text"
    BRACED = "{expression}"
    ARROW = "->"


@dataclass(frozen=True, slots=True)
class Token:
    """A token; `text` is without the marks around it."""

    kind: TokenKind
    text: str
    offset: int


@dataclass(slots=True)
class SList:
    """A list in parentheses."""

    offset: int
    items: list[Token | SList] = field(default_factory=list)


class SyntaxProblemError(ValueError):
    """The text is no S-expression; `kind` says where."""

    def __init__(self, text: str, offset: int, problem: str) -> None:
        """`offset` is where in `text` the problem is."""
        self.kind = PflowSyntax(*position_of(text, offset), problem)
        super().__init__(self.kind.message)


_TOKEN = re.compile(
    r"""
    (?P<skip>   (?:[ \t\r\n\ufeff]++|;[^\n]*+)++ )
  | (?P<paren>  [()] )
  | (?P<arrow>  -> )
  | (?P<number> -?[0-9]++ )
  | (?P<keyword>:[A-Za-z_][A-Za-z0-9_\-]*+ )
  | (?P<symbol> [A-Za-z_][A-Za-z0-9_\-\[\].]*+ )
  | (?P<text>   "(?:[^"\\]|\\.)*+" )
  | (?P<brace>  \{ )
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS = {
    "arrow": TokenKind.ARROW,
    "number": TokenKind.NUMBER,
    "keyword": TokenKind.KEYWORD,
    "symbol": TokenKind.SYMBOL,
}
_BRACED_PART = re.compile(r"""[^{}"']++|"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|[{}"']""", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


def parse(text: str) -> list[SList]:
    """The lists at the top of `text`; raises SyntaxProblemError."""
    top: list[SList] = []
    stack: list[SList] = []
    for offset, item in _tokens(text):
        if item == "(":
            if len(stack) == MAX_DEPTH:
                raise SyntaxProblemError(text, offset, f"more than {MAX_DEPTH} open brackets")
            made = SList(offset)
            (stack[-1].items if stack else top).append(made)
            stack.append(made)
        elif item == ")":
            if not stack:
                raise SyntaxProblemError(text, offset, "this bracket closes nothing")
            stack.pop()
        elif isinstance(item, Token):
            if not stack:
                raise SyntaxProblemError(text, offset, f"{item.text!r} stands outside of a list")
            stack[-1].items.append(item)
    if stack:
        line = position_of(text, stack[-1].offset)[0]
        problem = f"the text ends, but the bracket of line {line} is still open"
        raise SyntaxProblemError(text, len(text.rstrip()), problem)
    return top


def _tokens(text: str) -> Iterator[tuple[int, Token | str]]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise SyntaxProblemError(text, at, _unexpected(text[at]))
        name, start, at = match.lastgroup or "", at, match.end()
        if name == "paren":
            yield start, match[0]
        elif name == "text":
            yield start, Token(TokenKind.TEXT, _unescape(match[0][1:-1]), start)
        elif name == "brace":
            at = _end_of_braces(text, start)
            yield start, Token(TokenKind.BRACED, text[start + 1 : at - 1].strip(), start)
        elif name != "skip":
            yield start, Token(_KINDS[name], match[0], start)


def _unexpected(character: str) -> str:
    if character == '"':
        return "this text in quotes does not end"
    if character in "}]":
        return f"{character!r} closes nothing"
    return f"{character!r} belongs to no token"


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda m: _ESCAPES.get(m[1], m[1]), text)


def _end_of_braces(text: str, start: int) -> int:
    depth = 0
    for match in _BRACED_PART.finditer(text, start):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth == 0:
                return match.end()
    raise SyntaxProblemError(text, start, "the expression in braces does not end")
