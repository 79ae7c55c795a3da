"""What a plugin implements: formats, validators, analyzers, emitters.

These are the only names of core that a plugin needs beside the program
(`petri_pilot.program`) and diagnostics (`petri_pilot.diagnostics`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any, Protocol, runtime_checkable

from petri_pilot.diagnostics import Diagnostic
from petri_pilot.plugins.results import ReadResult, WriteResult
from petri_pilot.program.ir import Program


class Ownership(StrEnum):
    """Who owns an output file."""

    GENERATED = "generated"
    """Overwritten by every run; a hand edit is reported, never lost in silence."""
    SCAFFOLD = "scaffold"
    """Written once for the user to edit, merged three-way afterwards."""
    DATA = "data"
    """Structured; only the keys that the generator owns are merged."""


@dataclass(frozen=True, slots=True)
class Section:
    """A typed point at which a target's files may be extended; a documented constant.

    `id` is `<emitter>:<name>`, such as "go:http.middleware". `item` is the
    class of the facts it takes.
    """

    id: str
    item: type
    arity: str = "many"
    """"many" or "one"."""
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """Facts that an emitter gives to a section of another emitter."""

    section: str
    items: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class DataPatch:
    """Values to merge into a data artifact that another emitter owns.

    `target` names that emitter: where it is not enabled the patch is left out
    with a note. A patch of a path that nobody plans is otherwise an error.
    """

    path: PurePosixPath
    value: Mapping[str, Any]
    target: str = ""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to write. Exactly one of `template`, `text` and `data` is given.

    `template` names a template of the emitter's own, rendered with `context`.
    `data` is a JSON-like tree, printed by the file's ending or by `printer`
    once all patches are merged; keys keep their order, and the members of lists
    are united. `sections` are those that its template renders.
    """

    path: PurePosixPath
    ownership: Ownership = Ownership.GENERATED
    template: str | None = None
    context: Mapping[str, Any] = field(default_factory=dict)
    text: str | None = None
    data: Mapping[str, Any] | None = None
    printer: str | None = None
    """A name in the emitter's `printers`; None prints JSON or YAML by the ending."""
    sections: tuple[str, ...] = ()
    executable: bool = False


@dataclass(frozen=True, slots=True)
class Emission:
    """Everything that an emitter has to say about a program."""

    artifacts: tuple[Artifact, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    patches: tuple[DataPatch, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class EmitContext:
    """What an emitter may know beside the program.

    `options` are the emitter's own, from petri.toml `[plugins.<name>]` or
    `--set name.key=value`, already checked against `Emitter.options`.
    `enabled` names all emitters of this run, sorted. `settings` has the options
    of each of them, so that an extension can read those of its target.
    """

    options: Mapping[str, Any]
    enabled: tuple[str, ...]
    generator_version: str
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    """A setting of an emitter. Unknown keys and wrong types are refused by core."""

    name: str
    type: type
    default: Any
    help: str
    choices: tuple[Any, ...] = ()


class Emitter(Protocol):
    """A target, or an extension that owns no target.

    `emit` is pure: no disk, no clock, no randomness, no network. Output may not
    depend on registration order. An exception out of it is a bug of the plugin
    and is reported as one. The properties may be plain attributes.
    """

    @property
    def name(self) -> str:
        """Also the prefix of its section ids and diagnostic codes."""
        ...

    @property
    def target(self) -> bool:
        """True for what `--target` (alias `--lang`) selects, False for what `--with` adds."""
        ...

    @property
    def runs_after(self) -> tuple[str, ...]:
        """The emitters that come before it, if they are enabled."""
        ...

    @property
    def sections(self) -> tuple[Section, ...]:
        """Where others can extend its files. Every one is rendered in every run."""
        ...

    @property
    def implements(self) -> frozenset[str]:
        """The names of the program's features that it implements."""
        ...

    @property
    def options(self) -> tuple[Option, ...]:
        """Its settings."""
        ...

    @property
    def templates(self) -> str | None:
        """The package that holds its templates, "petri_pilot_go:templates", or None."""
        ...

    def emit(self, program: Program, ctx: EmitContext) -> Emission:
        """What to write for `program`."""
        ...

    def filters(self) -> Mapping[str, Any]:
        """Jinja filters: the literal printers. A model's string reaches the
        output only through one of them.
        """
        ...

    def printers(self) -> Mapping[str, Any]:
        """Named functions from a merged data tree to text, for DATA artifacts."""
        ...

    def format(self, path: PurePosixPath, text: str) -> str:
        """The text as the language's formatter would print it; the identity is fine.

        It is called for what templates rendered, not for `text` and `data`.
        """
        ...


@runtime_checkable
class BatchFormatter(Protocol):
    """An emitter may have this method too; it then replaces `Emitter.format`."""

    def format_all(self, files: Mapping[PurePosixPath, str]) -> Mapping[PurePosixPath, str]:
        """All rendered files at once, for formatters that are slow to start.

        The result has the same paths.
        """
        ...


class Validator(Protocol):
    """A check of a program that resolved. Pure."""

    @property
    def name(self) -> str:
        """`<plugin>/<noun>`."""
        ...

    def validate(self, program: Program) -> Iterable[Diagnostic]:
        """What it finds, in a deterministic order."""
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """What an analyzer found: a verdict on a property, with its evidence."""

    property: str
    verdict: str
    """proved, refuted, bounded, unknown, or for facts: info."""
    message: str
    evidence: Mapping[str, Any] = field(default_factory=dict)


class Analyzer(Protocol):
    """An analysis of a program."""

    @property
    def name(self) -> str:
        """`<plugin>/<noun>`."""
        ...

    def analyze(self, program: Program, budget: float) -> Iterable[Finding]:
        """Findings, within about `budget` seconds."""
        ...


class Format(Protocol):
    """A reader and writer of model files."""

    @property
    def name(self) -> str:
        """As given to `petri convert --to`."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of its files, with the dot."""
        ...

    @property
    def description(self) -> str:
        """What it is, in a few words."""
        ...

    def sniff(self, text: str) -> int:
        """How sure it is that the text is its own, 0 to 100; cheap."""
        ...

    def read(self, text: str, file: str) -> ReadResult:
        """The document that the text holds."""
        ...

    def write(self, document: Mapping[str, Any]) -> WriteResult:
        """The text for a document."""
        ...


__all__ = [
    "Analyzer",
    "Artifact",
    "BatchFormatter",
    "Contribution",
    "DataPatch",
    "Diagnostic",
    "Emission",
    "EmitContext",
    "Emitter",
    "Finding",
    "Format",
    "Option",
    "Ownership",
    "Program",
    "ReadResult",
    "Section",
    "Sequence",
    "Validator",
    "WriteResult",
]
