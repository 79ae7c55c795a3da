"""Diagnostics of JSON text.

Each has the line and column of the offending code point, because text that is
no JSON has no pointers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from petri_pilot.diagnostics import Kind, Severity


@dataclass(frozen=True)
class JsonSyntax(Kind):
    """The text is not JSON.

    What it finds
        The first character at which the text stops being JSON (RFC 8259).

    Why it matters
        Nothing of the file can be read. A reader that guesses at the rest would build
        an application from a model that nobody wrote.

    Example
        ```json
        {"name": "order", "places": [{"id": "received",}]}
        ```

    How to fix
        Change the text at the given line and column. Common causes are a comma after
        the last item, single quotes, comments, and Python's True, False and None.
    """

    code: ClassVar[str] = "core/json-syntax"
    template: ClassVar[str] = "the text is not JSON at line {line}, column {column}: {problem}"
    line: int
    column: int
    problem: str


@dataclass(frozen=True)
class JsonTruncated(Kind):
    """The text ends before the JSON value does.

    What it finds
        JSON that is right up to its end, but with brackets or a string still open.

    Why it matters
        A cut-off file has lost a part of the model: a download that stopped, or an
        answer of a language model that ran into its limit.

    Example
        ```json
        {"name": "order", "places": [{"id": "received"}
        ```

    How to fix
        Get the whole file again. Closing the brackets by hand makes it readable, but
        does not bring back what is missing.
    """

    code: ClassVar[str] = "core/json-truncated"
    template: ClassVar[str] = (
        "the text ends at line {line}, column {column} in the middle of the JSON: {missing}"
    )
    line: int
    column: int
    missing: str


@dataclass(frozen=True)
class JsonSurrounded(Kind):
    """There is text around the JSON.

    What it finds
        Words or a Markdown fence before the JSON value, or anything after it.

    Why it matters
        A file holds one JSON value and nothing else. Which part of an answer in prose
        is the model is not for a reader to guess.

    Example
        ```json
        Here is your model:
        {"name": "order", "places": [{"id": "received"}]}
        ```

    How to fix
        Delete what is before and after the JSON, as the message says. Ask a language
        model for JSON only.
    """

    code: ClassVar[str] = "core/json-surrounded"
    template: ClassVar[str] = "there is {what} at line {line}, column {column}; {advice}"
    line: int
    column: int
    what: str
    advice: str


@dataclass(frozen=True)
class JsonDuplicateKey(Kind):
    """An object has the same key twice.

    What it finds
        A key that an object had before.

    Why it matters
        Readers differ in which of the two values they take, so the file has no one
        meaning.

    Example
        ```json
        {"name": "order", "name": "orders", "places": [{"id": "received"}]}
        ```

    How to fix
        Remove or rename one of the two.
    """

    code: ClassVar[str] = "core/json-duplicate-key"
    template: ClassVar[str] = (
        "the key {key!r} is twice in one object (line {line}, column {column})"
    )
    line: int
    column: int
    key: str


@dataclass(frozen=True)
class JsonTooDeep(Kind):
    """The JSON is nested too deeply.

    What it finds
        Brackets in brackets beyond the limit.

    Why it matters
        No model needs such depth; text that has it is broken or made to exhaust a
        reader's stack.

    Example
        ```json
        {"name": "deep", "places": [], "metadata": {"a":
        [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
        [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
        ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
        ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
        }}
        ```

    How to fix
        Flatten the value. The limit is in the message.
    """

    code: ClassVar[str] = "core/json-too-deep"
    template: ClassVar[str] = (
        "the JSON is nested more than {limit} levels deep at line {line}, column {column}"
    )
    line: int
    column: int
    limit: int


@dataclass(frozen=True)
class JsonNumber(Kind):
    """A number that cannot be represented.

    What it finds
        NaN, Infinity, a decimal beyond the range of a 64-bit float, and an integer of
        thousands of digits.

    Why it matters
        JSON has no such numbers, and a reader that rounds them changes the model.

    Example
        ```json
        {"name": "order", "places": [{"id": "received", "x": NaN}]}
        ```

    How to fix
        Write a finite number; a very large exact number is a string of type amount.
    """

    code: ClassVar[str] = "core/json-number"
    template: ClassVar[str] = "{number} is no number that JSON has (line {line}, column {column})"
    line: int
    column: int
    number: str


@dataclass(frozen=True)
class JsonString(Kind):
    r"""A string holds what is no text.

    What it finds
        The character NUL, or half of a surrogate pair, written as an escape.

    Why it matters
        Such a string cannot be written as UTF-8, kept in a database or printed into a
        source file.

    Example
        ```json
        {"name": "order", "description": "a \ud800 b", "places": [{"id": "received"}]}
        ```

    How to fix
        Remove the escape, or write the whole character.
    """

    code: ClassVar[str] = "core/json-string"
    template: ClassVar[str] = "the string at line {line}, column {column} holds {what}"
    line: int
    column: int
    what: str


@dataclass(frozen=True)
class NotAnObject(Kind):
    """The file holds a value, but no object.

    What it finds
        A list, a string, a number, true, false or null where the model is expected.

    Why it matters
        A model is one object with a name, and places or entities.

    Example
        ```json
        [{"id": "received"}]
        ```

    How to fix
        Write one object. If the file holds a list of models, put each in its own file.
    """

    code: ClassVar[str] = "core/not-an-object"
    template: ClassVar[str] = "a model is an object, but the file holds {found}"
    found: str


@dataclass(frozen=True)
class ByteOrderMark(Kind):
    """The text starts with a byte order mark.

    What it finds
        U+FEFF as the first character.

    Why it matters
        JSON text has none (RFC 8259, section 8.1), and other tools refuse the file. It
        is left out here, and the rest is read.

    Example
        ```json
        \ufeff{"name": "order", "places": [{"id": "received"}]}
        ```

    How to fix
        Save the file as UTF-8 without BOM.
    """

    code: ClassVar[str] = "core/byte-order-mark"
    severity: ClassVar[Severity] = Severity.WARNING
    template: ClassVar[str] = "the text starts with a byte order mark, which is left out"
