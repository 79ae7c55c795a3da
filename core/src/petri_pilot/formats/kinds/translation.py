"""Diagnostics of translating: what another tool's file means here, and what a format
cannot hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from petri_pilot.diagnostics import Kind, Severity


@dataclass(frozen=True)
class Translated(Kind):
    """Something of another tool's format was put into the words of this language.

    What it finds
        A construct that this language writes differently, or that the other tool
        leaves to be understood.

    Why it matters
        The model that is built is the translation. Reading it once saves a surprise.

    Example
        ```petri-pilot-json
        {"name": "order", "places": [{"id": "received", "persisted": true}],
         "transitions": [], "arcs": []}
        ```

    How to fix
        Nothing has to be done. `petri convert --to json` writes the model in this
        language's own words, and then there is nothing left to translate.
    """

    code: ClassVar[str] = "core/translated"
    severity: ClassVar[Severity] = Severity.NOTE
    template: ClassVar[str] = "{what}: {meaning}"
    what: str
    meaning: str


@dataclass(frozen=True)
class NotTranslated(Kind):
    """Something of another tool's format has no counterpart here and is left out.

    What it finds
        A key that the other tool knows and that no part of this language says, and
        without which the net still fires alike.

    Why it matters
        What it did in the other tool (a label, a hint for its simulation, its
        screens) is missing from what is built.

    Example
        ```petri-pilot-json
        {"name": "order", "places": [{"id": "received", "persisted": true}],
         "transitions": [{"id": "ship"}],
         "arcs": [{"from": "received", "to": "ship", "kinetic": false}]}
        ```

    How to fix
        Remove the key, or keep the original beside the converted model.
    """

    code: ClassVar[str] = "core/not-translated"
    severity: ClassVar[Severity] = Severity.WARNING
    template: ClassVar[str] = "{what} is left out: {reason}"
    what: str
    reason: str


@dataclass(frozen=True)
class CannotTranslate(Kind):
    """Something of another tool's format cannot be said here.

    What it finds
        A construct on which the behaviour depends and that this language does not
        have, or one that the other tool itself leaves open.

    Why it matters
        Leaving it out would build an application that does something else.

    Example
        ```petri-pilot-json
        {"version": "2.0", "net": {"name": "order", "places": [], "transitions": [], "arcs": []},
         "extensions": {"acme/loyalty": {"points": 3}}}
        ```

    How to fix
        As the message says.
    """

    code: ClassVar[str] = "core/cannot-translate"
    template: ClassVar[str] = "{what} cannot be translated: {reason}"
    what: str
    reason: str


@dataclass(frozen=True)
class UnknownKey(Kind):
    """A key or keyword that the format does not have.

    What it finds
        A key of an object that this format does not define at that place.

    Why it matters
        A key that is read over is a part of the model that silently does nothing,
        most often because of a typing error.

    Example
        ```pflow-xyz-json
        {"@type": "PetriNet", "places": {"p": {"intial": [1]}}, "transitions": {}, "arcs": []}
        ```

    How to fix
        Correct or remove it; the message lists what there is.
    """

    code: ClassVar[str] = "core/unknown-format-key"
    template: ClassVar[str] = "{where} has no {key!r}; there are {known}"
    where: str
    key: str
    known: str


@dataclass(frozen=True)
class WrongShape(Kind):
    """A value has another form than the format wants there.

    What it finds
        A list where an object is due, a text where a number is due, and the like.

    Why it matters
        It cannot be read as what it should be.

    Example
        ```pflow-xyz-json
        {"@type": "PetriNet", "places": {"p": {"initial": ["many"]}}, "transitions": {}, "arcs": []}
        ```

    How to fix
        Write what the message asks for.
    """

    code: ClassVar[str] = "core/wrong-shape"
    template: ClassVar[str] = "{where} is {wanted}, not {found}"
    where: str
    wanted: str
    found: str


@dataclass(frozen=True)
class Renamed(Kind):
    """A name was changed, because names here are identifiers.

    What it finds
        A place or transition of another tool whose name has blanks or other
        characters that expressions, routes and tables cannot carry.

    Why it matters
        It has another name from here on. The old one stays as its display name.

    Example
        ```pflow-xyz-json
        {"@type": "PetriNet", "places": {"open sign": {}}, "transitions": {}, "arcs": []}
        ```

    How to fix
        Nothing has to be done; rename it in the original to choose the name yourself.
    """

    code: ClassVar[str] = "core/renamed"
    severity: ClassVar[Severity] = Severity.WARNING
    template: ClassVar[str] = "{old!r} is no identifier and is called {new!r} here"
    old: str
    new: str


@dataclass(frozen=True)
class NotHeld(Kind):
    """The format that is written cannot hold a part of the model.

    What it finds
        A part of the model that is missing or different in the written text. The
        writer reads its own text back and compares, so nothing is missed.

    Why it matters
        A model read from the written file is not the same model.

    Example
        ```json --to pflow-xyz-json
        {"name": "order", "places": [{"id": "received", "initial": 1}],
         "transitions": [{"id": "ship", "guard": "1 < 2"}],
         "arcs": [{"from": "received", "to": "ship"}]}
        ```

    How to fix
        Choose a format that holds it; `json` and `yaml` hold everything. With
        `petri convert --strict` nothing is written if anything would be missing.
    """

    code: ClassVar[str] = "core/not-held"
    severity: ClassVar[Severity] = Severity.WARNING
    template: ClassVar[str] = "{format} cannot hold {what}"
    format: str
    what: str


@dataclass(frozen=True)
class CannotWrite(Kind):
    """The format that is written cannot hold this kind of document.

    What it finds
        An application in a format that only has nets, or a document that is no model.

    Why it matters
        Nothing useful could be written.

    Example
        ```json --to pflow
        {"name": "shop", "entities": [{"id": "order"}]}
        ```

    How to fix
        Choose another format: `json`, `yaml` or `petri-pilot-json`.
    """

    code: ClassVar[str] = "core/cannot-write"
    template: ClassVar[str] = "{format} cannot hold this document: {reason}"
    format: str
    reason: str
