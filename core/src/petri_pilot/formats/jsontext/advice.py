"""From an error of the JSON decoder to a diagnostic that says what to do."""

from __future__ import annotations

import json
import re

from petri_pilot.diagnostics import Diagnostic, Kind, Origin
from petri_pilot.formats.kinds.json import JsonSurrounded, JsonSyntax, JsonTruncated
from petri_pilot.formats.text import position_of

_START = re.compile(r'\{\s*(?:"|\})|\[\s*[\[{]')
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"?|[{}\[\]]', re.DOTALL)

_HINTS = (
    (re.compile(r"'"), "strings take double quotes"),
    (re.compile(r"//|/\*|#"), "JSON has no comments"),
    (re.compile(r"True\b|False\b|None\b"), "JSON writes true, false and null"),
    (re.compile(r"undefined\b"), "JSON has no undefined; leave the key out"),
    (re.compile(r"[A-Za-z_]\w*\s*:"), "keys take double quotes"),
    (re.compile("[\u201c\u201d\u2018\u2019]"), 'quotes are straight: "'),
    (re.compile(r"\+|\.\d|0\d"), "a number starts with a digit or `-`, and not with a needless 0"),
)


def diagnose(text: str, error: json.JSONDecodeError, file: str) -> Diagnostic:
    """What is wrong with `text`, at which the decoder failed with `error`."""
    return Diagnostic(_kind(text, error), Origin(file, ""))


def _kind(text: str, error: json.JSONDecodeError) -> Kind:
    if error.msg == "Extra data":
        return _trailing(text, error.pos)
    start = len(text) - len(text.lstrip())
    if error.pos == start and text[start : start + 1] not in ("{", "["):
        return _leading(text, start)
    if _ends_early(text, error):
        return _truncated(text)
    comma = _trailing_comma(text, error.pos)
    if comma is not None:
        return JsonSyntax(*position_of(text, comma), "remove the comma after the last item")
    return JsonSyntax(*position_of(text, error.pos), _problem(text, error))


def _trailing_comma(text: str, offset: int) -> int | None:
    """Where the comma is, if the fault is one before a closing bracket.

    Python points at the bracket before 3.13 and at the comma since.
    """
    before = text[:offset].rstrip()
    if text[offset : offset + 1] in ("}", "]") and before.endswith(","):
        return len(before) - 1
    closes = text[offset + 1 :].lstrip()[:1] in ("}", "]")
    return offset if text[offset : offset + 1] == "," and closes else None


def _leading(text: str, start: int) -> Kind:
    fence = _FENCE.match(text, text.rfind("\n", 0, start) + 1)
    value = _START.search(text)
    line, column = position_of(text, start)
    if value is None:
        return JsonSyntax(line, column, "a model starts with `{`")
    first = position_of(text, value.start())
    what = "a Markdown fence" if fence else "text before the JSON"
    return JsonSurrounded(line, column, what, _cut_advice(text, first, value.start()))


def _cut_advice(text: str, first: tuple[int, int], start: int) -> str:
    advice = f"delete everything before line {first[0]}, column {first[1]}"
    try:
        _, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return advice
    if text[end:].strip():
        line, column = position_of(text, end)
        advice += f", and everything from line {line}, column {column}"
    return advice


def _trailing(text: str, offset: int) -> Kind:
    line, column = position_of(text, offset)
    rest = text[offset:].lstrip()
    if rest[:1] == "{":
        advice = "a file holds one model; delete it or move it to a file of its own"
        return JsonSurrounded(line, column, "a second value", advice)
    what = "a Markdown fence" if rest.startswith(("```", "~~~")) else "text after the JSON"
    return JsonSurrounded(line, column, what, "delete everything from there on")


def _ends_early(text: str, error: json.JSONDecodeError) -> bool:
    if error.pos >= len(text.rstrip()):
        return True
    if error.msg.startswith("Unterminated string"):
        tail = text[error.pos :]
        return "\n" not in tail.rstrip("\n")
    literal = text[error.pos :].rstrip()
    return any(word.startswith(literal) for word in ("true", "false", "null"))


def _truncated(text: str) -> Kind:
    brackets = _open_brackets(text)
    line, column = position_of(text, len(text.rstrip()))
    listed = [f"`{text[at]}` of line {position_of(text, at)[0]}" for at in brackets[-3:]]
    more = f" and {len(brackets) - 3} more" if len(brackets) > 3 else ""
    missing = f"still open are {', '.join(listed)}{more}" if listed else "a value is missing"
    return JsonTruncated(line, column, missing)


def _open_brackets(text: str) -> list[int]:
    stack: list[int] = []
    for match in _STRING_OR_BRACKET.finditer(text):
        token = match[0]
        if token in "{[":
            stack.append(match.start())
        elif token in "}]" and stack:
            stack.pop()
        elif token == '"' or (token[0] == '"' and token[-1] != '"'):
            stack.append(match.start())
    return stack


def _problem(text: str, error: json.JSONDecodeError) -> str:
    said = error.msg[0].lower() + error.msg[1:]
    if error.msg.startswith("Invalid control character"):
        return "a string ends on the line it starts on; write a line break as \\n"
    for pattern, hint in _HINTS:
        if pattern.match(text, error.pos):
            return f"{said}; {hint}"
    return said
