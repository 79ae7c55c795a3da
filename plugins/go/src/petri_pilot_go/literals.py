"""Literal printers: the only way by which a model's string reaches Go source.

Each returns text that is one Go token (or comment) whatever the input is, and
that `gofmt` leaves as it is.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata

_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that an editor does not show as they are."""
_COMMENT_WIDTH = 96


def go_string(value: str) -> str:
    """An interpreted string literal with exactly the text `value`, in UTF-8.

    Invisible characters, also the ones that reorder text, are escaped. A lone
    surrogate, which UTF-8 cannot hold, becomes its three WTF-8 bytes.
    """
    return '"' + "".join(_escape(char) for char in value) + '"'


def _escape(char: str) -> str:
    if char in _SHORT:
        return _SHORT[char]
    if " " <= char <= "~":
        return char
    code = ord(char)
    category = unicodedata.category(char)
    if category == "Cs":
        return "".join(f"\\x{byte:02x}" for byte in char.encode("utf-8", "surrogatepass"))
    if category in _HIDDEN or (category == "Zs" and char != " "):
        return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
    return char


def go_int(value: int) -> str:
    """An integer constant of 64 bits."""
    return str(value)


def go_float(value: float) -> str:
    """A constant that Go reads back as the same finite double."""
    if not math.isfinite(value):
        raise ValueError(f"{value} has no Go literal")
    if value == 0 and math.copysign(1, value) < 0:
        return "0.0"
    return repr(float(value))


def go_bool(value: bool) -> str:
    """True or false."""
    return "true" if value else "false"


def comment_text(value: str) -> str:
    """`value` as one line of plain text that cannot end, extend or restyle a comment."""
    shown = "".join(" " if unicodedata.category(c) in _HIDDEN else c for c in value)
    shown = re.sub(r"`{2,}|'{2,}", '"', shown)
    return " ".join(shown.split())


def go_comment(value: str, indent: str = "") -> str:
    """`value` as line comments, wrapped; the caller writes how it begins.

    A continuation starts with a letter, so that it can be neither a list item,
    a heading, a link definition nor a directive to gofmt. The old form of a build
    constraint, which gofmt and vet see anywhere, is taken apart.
    """
    lines = [""]
    for word in comment_text(value).replace("+build", "+ build").split(" "):
        full = len(lines[-1]) + 1 + len(word) > _COMMENT_WIDTH
        if full and word[:1].isascii() and word[:1].isalpha():
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".lstrip()
    return f"\n{indent}".join(f"// {line}" for line in lines if line)


def sentence(text: str) -> str:
    """`text` as the end of a comment's sentence: with a full stop."""
    line = comment_text(text)
    return line if not line or line[-1] in ".!?" else line + "."


def json_text(value: object) -> str:
    """`value` as JSON of ASCII alone, for files that are JSON."""
    return json.dumps(value, ensure_ascii=True)


def markdown_text(value: str) -> str:
    """`value` as one line of Markdown that shows it as it is."""
    text = re.sub(r"([\\`*_\[\]<>|~&])", r"\\\1", comment_text(value))
    # Some characters mean something only where a line begins: a heading, a list, a rule.
    return re.sub(r"^(\d*)([#+=.)-])", r"\1\\\2", text)
