"""Diagnostics of YAML text. Line and column are those of the offending node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from petri_pilot.diagnostics import Kind


@dataclass(frozen=True)
class YamlSyntax(Kind):
    """The text is not YAML.

    What it finds
        The place at which the text stops being YAML.

    Why it matters
        Nothing of the file can be read.

    Example
        ```yaml
        name: order
        places: [{id: received}
        ```

    How to fix
        Change the text at the given line. Common causes are tabs in the indentation, a
        bracket that is not closed, and a colon in a text without quotes.
    """

    code: ClassVar[str] = "core/yaml-syntax"
    template: ClassVar[str] = "the text is not YAML at line {line}, column {column}: {problem}"
    line: int
    column: int
    problem: str


@dataclass(frozen=True)
class YamlUnsupported(Kind):
    """The YAML uses something that a model file may not.

    What it finds
        Anchors, aliases, merge keys, tags, several documents, keys that are lists or
        maps, numbers that are not finite, and numbers that start with a zero.

    Why it matters
        A model is plain data. Aliases make a short text expand without bound, tags
        build objects, and `012` is 10 in YAML 1.1 but 12 in YAML 1.2.

    Example
        ```yaml
        name: order
        places:
          - &start {id: received}
          - *start
        ```

    How to fix
        Write the value out; put quotes around what is meant as text.
    """

    code: ClassVar[str] = "core/yaml-unsupported"
    template: ClassVar[str] = "{what} at line {line}, column {column}; {advice}"
    line: int
    column: int
    what: str
    advice: str


@dataclass(frozen=True)
class YamlDuplicateKey(Kind):
    """A mapping has the same key twice.

    What it finds
        A key that the mapping had before.

    Why it matters
        Readers differ in which of the two values they take, so the file has no one
        meaning.

    Example
        ```yaml
        name: order
        name: orders
        places: [{id: received}]
        ```

    How to fix
        Remove or rename one of the two.
    """

    code: ClassVar[str] = "core/yaml-duplicate-key"
    template: ClassVar[str] = (
        "the key {key!r} of line {first} is there again at line {line}, column {column}"
    )
    line: int
    column: int
    key: str
    first: int


@dataclass(frozen=True)
class YamlTooDeep(Kind):
    """The YAML is nested too deeply.

    What it finds
        Collections in collections beyond the limit.

    Why it matters
        No model needs such depth; text that has it is broken or made to exhaust a
        reader's stack.

    Example
        ```yaml
        name: deep
        places: []
        metadata:
          a:
            [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
            [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
            ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
            ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
        ```

    How to fix
        Flatten the value. The limit is in the message.
    """

    code: ClassVar[str] = "core/yaml-too-deep"
    template: ClassVar[str] = (
        "the YAML is nested more than {limit} levels deep at line {line}, column {column}"
    )
    line: int
    column: int
    limit: int
