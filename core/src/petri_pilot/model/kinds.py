"""What can be wrong with the shape of a document."""

from __future__ import annotations

from petri_pilot.diagnostics.diagnostic import Kind, Severity


class NotAModel(Kind):
    """The document is neither a net nor an application.

    What it finds
        A document that is no object, or has neither `places` nor `entities`.
    Why it matters
        Nothing in it can be understood.

    Example
        ```yaml
        name: shop
        ```
    How to fix
        Give a net its `places`, or an application its `entities`.
    """

    code = "core/not-a-model"
    template = "this is no model: {reason}"
    reason: str


class UnknownKey(Kind):
    """An object has a key that the language does not know.

    What it finds
        A key that is not in the schema of its object, after the spellings of
        other tools have been recognised.
    Why it matters
        A key that is read and ignored would promise something that the
        application does not do.

    Example
        ```yaml
        name: shop
        places: [{id: open, initail: 1}]
        ```
    How to fix
        Correct the spelling, or move notes for people into `metadata`.
    """

    code = "core/unknown-key"
    template = "{where} has no key {key!r}"
    where: str
    key: str


class MissingKey(Kind):
    """An object lacks a key that it must have.

    What it finds
        A required key that is absent.
    Why it matters
        There is no sensible value to assume.

    Example
        ```yaml
        name: shop
        places: [{id: open}]
        transitions: [{id: close}]
        arcs: [{from: open}]
        ```
    How to fix
        Add the key.
    """

    code = "core/missing-key"
    template = "{where} needs the key {key!r}"
    where: str
    key: str


class DoubledKey(Kind):
    """An object says one thing under two names.

    What it finds
        A key together with another spelling of itself, such as `from` and `source`.
    Why it matters
        The two may differ, and neither has the better claim.

    Example
        ```yaml
        name: shop
        places: [{id: open}]
        transitions: [{id: close}]
        arcs: [{from: open, source: open, to: close}]
        ```
    How to fix
        Keep one of them.
    """

    code = "core/doubled-key"
    template = "{where} has both {key!r} and {other!r}, which mean the same"
    where: str
    key: str
    other: str


class UnexpectedValue(Kind):
    """A value has the wrong JSON type.

    What it finds
        For example a list where a string is due.
    Why it matters
        The value cannot be read.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: [1]}]
        ```
    How to fix
        Write a value of the type that the message names.
    """

    code = "core/unexpected-value"
    template = "expected {expected}, found {found}"
    expected: str
    found: str


class ValueOutside(Kind):
    """A value breaks a rule of the schema.

    What it finds
        Names with other characters than letters, digits, `_` and `-`, numbers
        outside their bounds, texts that are empty or too long, words that are
        not among the known ones.
    Why it matters
        Names end up in expressions, routes, files and databases, so they are
        kept to what all of these can carry.

    Example
        ```yaml
        name: shop
        places: [{id: "a place"}]
        ```
    How to fix
        Write a value that satisfies the rule in the message.
    """

    code = "core/value-outside"
    template = "{value} is not allowed here: {rule}"
    value: str
    rule: str


class NotJson(Kind):
    """The document holds something that JSON cannot.

    What it finds
        Keys that are no strings, numbers that are not finite, dates that YAML
        made of unquoted text, strings with lone surrogates or NUL, more than
        64 levels of nesting.
    Why it matters
        A model has to survive being stored, hashed and sent as JSON.

    Example
        ```yaml
        name: shop
        places: [{id: open}]
        metadata: {ratio: .inf}
        ```
    How to fix
        Quote dates and keys; write finite numbers.
    """

    code = "core/not-json"
    template = "{what} cannot stand in a model"
    what: str


class OtherSpelling(Kind):
    """A key is spelled as in another tool.

    What it finds
        For example `source` and `target` of an arc for `from` and `to`, or
        `initialValue` for `initial_value`.
    Why it matters
        It was read as meant; one spelling keeps models easy to search.

    Example
        ```yaml
        name: shop
        places: [{id: open}]
        transitions: [{id: close}]
        arcs: [{source: open, target: close}]
        ```
    How to fix
        Use the spelling of the message; the offered fix renames the key.
    """

    code = "core/other-spelling"
    severity = Severity.WARNING
    template = "{given!r} was read as {key!r}"
    given: str
    key: str


class MapForList(Kind):
    """A map stands where a list of objects is due.

    What it finds
        An object whose keys are the ids of its members.
    Why it matters
        It was read as the list. Order has meaning, and maps promise none.

    Example
        ```yaml
        name: shop
        places: {open: {initial: 1}}
        ```
    How to fix
        Write a list of objects with an `id`; the offered fix does.
    """

    code = "core/map-for-list"
    severity = Severity.WARNING
    template = "a map was read as a list of objects with {key!r}"
    key: str


class NameForObject(Kind):
    """A bare name stands where an object is due.

    What it finds
        A string in a list of objects.
    Why it matters
        It was read as an object with that name.

    Example
        ```yaml
        name: shop
        places: [open]
        ```
    How to fix
        Write the object; the offered fix does.
    """

    code = "core/name-for-object"
    severity = Severity.WARNING
    template = "{name!r} was read as an object with that {key!r}"
    name: str
    key: str


class OtherNotation(Kind):
    """A value is written in the notation of another type.

    What it finds
        Numbers and truth values in quotes, numbers where an expression is due,
        known words in other case.
    Why it matters
        It was read as meant; other readers of the file may not be so kind.

    Example
        ```yaml
        name: shop
        places: [{id: open, initial: "1"}]
        ```
    How to fix
        Write the value as in the message; the offered fix does.
    """

    code = "core/other-notation"
    severity = Severity.WARNING
    template = "{given} was read as {value}"
    given: str
    value: str


class InitialOfData(Kind):
    """A data place says `initial` for `initial_value`.

    What it finds
        `initial` on a place of kind data.
    Why it matters
        `initial` counts tokens; it was read as the initial value.

    Example
        ```yaml
        name: shop
        places: [{id: total, kind: data, type: int, initial: 3}]
        ```
    How to fix
        Rename the key; the offered fix does.
    """

    code = "core/initial-of-data"
    severity = Severity.WARNING
    template = "'initial' of the data place {place!r} was read as 'initial_value'"
    place: str
