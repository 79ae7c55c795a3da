"""Text to tokens. Nothing is skipped but white space, nothing ends early."""

from __future__ import annotations

import re
from functools import cache

from petri_pilot.expr.ast import Span
from petri_pilot.expr.errors import ExprError
from petri_pilot.expr.syntax import MAX_TEXT

_TOKEN = (
    r"(?P<space>[ \t\r\n]+)"
    r"|(?P<float>(?:0|[1-9][0-9]*)(?:\.[0-9]+(?:[eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+))"
    r"|(?P<int>0|[1-9][0-9]*)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<op>\|\||&&|==|!=|<=|>=|[<>+*/%!()\[\],.-])"
)
_ESCAPES = {
    '"': '"', "'": "'", "\\": "\\", "/": "/",
    "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
}  # fmt: skip
_HINTS = {
    "=": "use == to compare",
    "&": "use &&",
    "|": "use ||",
    "?": "there is no conditional; combine conditions with && and ||",
    ":": "there is no conditional; combine conditions with && and ||",
    ";": "an expression is a single condition; join conditions with &&",
    "^": "there is no power or exclusive-or operator",
    "~": "use !",
    "{": "drop the braces",
    "}": "drop the braces",
    "$": "write the bare name",
    "@": "put text in quotes",
    "`": 'use plain quotes, "..."',
    "\u2018": "use plain quotes, '...'",
    "\u2019": "use plain quotes, '...'",
    "\u201c": 'use plain quotes, "..."',
    "\u201d": 'use plain quotes, "..."',
    "\u2212": "use the plain minus sign, -",
    "\u00d7": "use *",
    "\u00f7": "use /",
    "\u2264": "use <=",
    "\u2265": "use >=",
    "\u2260": "use !=",
    "\u00a0": "replace the no-break space by a plain one",
}


class Token:
    """`kind` is int, float, name, string, op or end; `text` is decoded for strings."""

    __slots__ = ("kind", "span", "text")

    def __init__(self, kind: str, text: str, span: Span) -> None:
        self.kind = kind
        self.text = text
        self.span = span


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_TOKEN)


def tokenize(text: str) -> list[Token]:
    """All tokens, then one of kind `end`. Raises ExprError."""
    if len(text) > MAX_TEXT:
        raise ExprError(
            "too-long", f"the expression is longer than {MAX_TEXT} characters", (0, len(text))
        )
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        token = _string(text, at) if text[at] in "\"'" else _plain(text, at)
        if token.kind != "space":
            tokens.append(token)
        at = token.span[1]
    tokens.append(Token("end", "", (len(text), len(text))))
    return tokens


def _plain(text: str, at: int) -> Token:
    match = _pattern().match(text, at)
    if match is None:
        raise _illegal(text, at)
    kind = match.lastgroup or "op"
    token = Token(kind, match.group(), match.span())
    if kind in ("int", "float"):
        _end_of_number(text, token)
    return token


def _end_of_number(text: str, token: Token) -> None:
    end = token.span[1]
    follower = text[end : end + 1]
    if not (follower == "." or follower == "_" or (follower.isascii() and follower.isalnum())):
        return
    if token.text == "0" and follower.isdigit():
        hint = "drop the leading zero"
    elif follower == ".":
        hint = "write digits after the point, as in 1.0"
    else:
        hint = "put an operator between the number and the name"
    raise ExprError(
        "invalid-number",
        f"{token.text}{follower} is not a number",
        (token.span[0], end + 1),
        hint,
    )


def _illegal(text: str, at: int) -> ExprError:
    character = text[at]
    hint = _HINTS.get(character)
    if character == "=" and text[at + 1 : at + 2] == ">":
        hint = "use >="
    elif character == "=" and text[max(0, at - 2) : at] in ("==", "!="):
        hint = f"use {text[at - 2 : at]}"
    elif character == "." or character.isdigit():
        hint = "write a digit 0 to 9 first"
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    return ExprError(
        "illegal-character", f"the character {shown} has no meaning here", (at, at + 1), hint
    )


def _string(text: str, start: int) -> Token:
    quote = text[start]
    parts: list[str] = []
    at = start + 1
    while at < len(text):
        character = text[at]
        if character == quote:
            value = _joined("".join(parts), (start, at + 1))
            return Token("string", value, (start, at + 1))
        if character == "\\":
            piece, at = _escape(text, at)
            parts.append(piece)
            continue
        if character < " ":
            raise ExprError(
                "invalid-string",
                "a string holds a raw control character",
                (at, at + 1),
                "write it as an escape, such as \\n",
            )
        parts.append(character)
        at += 1
    raise ExprError(
        "unterminated-string",
        "the string has no end",
        (start, len(text)),
        f"close it with {quote}",
    )


def _escape(text: str, at: int) -> tuple[str, int]:
    letter = text[at + 1 : at + 2]
    if letter in _ESCAPES:
        return _ESCAPES[letter], at + 2
    if letter == "u":
        digits = text[at + 2 : at + 6]
        if len(digits) == 4 and all(d in "0123456789abcdefABCDEF" for d in digits):
            return chr(int(digits, 16)), at + 6
    if letter == "":
        raise ExprError("unterminated-string", "the string has no end", (at, len(text)))
    raise ExprError(
        "invalid-escape",
        f"\\{letter} is not an escape",
        (at, at + 2),
        "use one of \\\" \\' \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX",
    )


def _joined(value: str, span: Span) -> str:
    """Surrogate pairs written as two escapes become one code point; lone ones are refused."""
    if any("\ud800" <= c <= "\udfff" for c in value):
        try:
            value = value.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            raise ExprError(
                "invalid-string", "a string holds half of a surrogate pair", span
            ) from None
    if "\0" in value:
        raise ExprError("invalid-string", "a string holds NUL", span)
    return value
