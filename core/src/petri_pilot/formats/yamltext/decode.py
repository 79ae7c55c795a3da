"""From YAML text to a document and the positions of its values.

It works on PyYAML's events with a stack of its own, so that depth costs no
recursion and nothing is expanded or constructed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from petri_pilot.diagnostics import Diagnostic, Kind, Origin
from petri_pilot.formats.jsontext.decode import MAX_DEPTH, NOT_TEXT
from petri_pilot.formats.jsontext.problems import not_an_object
from petri_pilot.formats.kinds.source import EmptyFile, FileTooLarge
from petri_pilot.formats.kinds.yaml import (
    YamlDuplicateKey,
    YamlSyntax,
    YamlTooDeep,
    YamlUnsupported,
)
from petri_pilot.formats.text import Locator, Position, escape_segment, locate_problems
from petri_pilot.formats.yamltext.positions import PositionTree
from petri_pilot.formats.yamltext.scalar import ScalarError, resolve

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = (None, "")
_MAX_POINTER = 4096


class _RefusedError(Exception):
    def __init__(self, kind: Kind) -> None:
        super().__init__(kind.message)
        self.kind = kind


@dataclass(slots=True)
class _Frame:
    value: Any
    tree: PositionTree
    pointer: str
    key: str | None = None
    lines: dict[str, int] = field(default_factory=dict)


def decode_object(
    text: str, file: str, limit: int
) -> tuple[dict[str, Any] | None, list[Diagnostic], Locator]:
    """The mapping in `text`, or None with the errors that say why not; and its positions.

    `limit` is the number of characters that are read at most.
    """
    if len(text) > limit or not text.strip("\ufeff \t\r\n"):
        kind = FileTooLarge(file, limit) if len(text) > limit else EmptyFile()
        return None, [Diagnostic(kind, Origin(file, ""))], lambda pointer: None
    decoded = decode(text, file)
    found = decoded.diagnostics
    if not found and not isinstance(decoded.value, dict):
        found = [not_an_object(decoded.value, file)]
    locate = locate_problems(found, decoded.positions.locate)
    return (None if found else decoded.value), found, locate


@dataclass(slots=True)
class Decoded:
    """The value that the text holds, where its parts are, and what is wrong with it."""

    value: Any
    positions: PositionTree
    diagnostics: list[Diagnostic]


def decode(text: str, file: str) -> Decoded:
    """The one document in `text`; its value means nothing if there are diagnostics."""
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except _RefusedError as refused:
        builder.report(refused.kind)
    except yaml.MarkedYAMLError as error:
        problem = error.problem or "the text ends too early"
        builder.report(YamlSyntax(*_marked(error), problem))
    except (yaml.YAMLError, ValueError) as error:
        builder.report(YamlSyntax(1, 1, str(error).replace("\n", " ")))
    return Decoded(builder.root, builder.positions, builder.diagnostics)


def _marked(error: yaml.MarkedYAMLError) -> Position:
    mark: Any = error.problem_mark or error.context_mark
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)


class _Builder:
    def __init__(self, file: str) -> None:
        self.root: Any = None
        self.positions = PositionTree((1, 1))
        self.diagnostics: list[Diagnostic] = []
        self._file = file
        self._stack: list[_Frame] = []
        self._documents = 0

    def report(self, kind: Kind, pointer: str = "") -> None:
        self.diagnostics.append(Diagnostic(kind, Origin(self._file, pointer)))

    def take(self, event: yaml.Event) -> None:
        mark: Any = event.start_mark
        at = (mark.line + 1, mark.column + 1)
        self._refuse_features(event, at)
        if isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event, at)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, at)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open({} if isinstance(event, yaml.MappingStartEvent) else [], at)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()

    def _refuse_features(self, event: yaml.Event, at: Position) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise _RefusedError(YamlUnsupported(*at, "an alias", "write the value out"))
        if getattr(event, "anchor", None):
            raise _RefusedError(YamlUnsupported(*at, "an anchor", "write the value out"))
        if getattr(event, "tag", None) is not None:
            raise _RefusedError(YamlUnsupported(*at, "a tag", "a model is plain data; remove it"))

    def _start_document(self, event: yaml.DocumentStartEvent, at: Position) -> None:
        self._documents += 1
        if self._documents > 1:
            advice = "a file holds one model; move it to a file of its own"
            raise _RefusedError(YamlUnsupported(*at, "a second document", advice))
        if event.version not in (None, (1, 2)):
            advice = "models are YAML 1.2; remove the directive"
            raise _RefusedError(YamlUnsupported(*at, "another version of YAML", advice))

    def _scalar(self, event: yaml.ScalarEvent, at: Position) -> None:
        bad = NOT_TEXT.search(event.value)
        if bad:
            what = "the character NUL" if bad[0] == "\0" else "half of a surrogate pair"
            raise _RefusedError(YamlUnsupported(*at, what, "remove it"))
        frame = self._stack[-1] if self._stack else None
        plain = event.style in _PLAIN
        if frame is not None and isinstance(frame.value, dict) and frame.key is None:
            self._key(frame, event.value, plain, at)
            return
        try:
            self._put(resolve(event.value) if plain else event.value, PositionTree(at))
        except ScalarError as error:
            what, advice = error.args
            self.report(YamlUnsupported(*at, what, advice), self._put(None, PositionTree(at)))

    def _key(self, frame: _Frame, key: str, plain: bool, at: Position) -> None:
        if plain and key == "<<":
            raise _RefusedError(YamlUnsupported(*at, "a merge key", "write the keys out"))
        if key in frame.lines:
            pointer = _below(frame.pointer, key)
            self.report(YamlDuplicateKey(*at, key, frame.lines[key]), pointer)
        frame.lines[key] = at[0]
        frame.key = key

    def _open(self, container: Any, at: Position) -> None:
        frame = self._stack[-1] if self._stack else None
        if frame is not None and isinstance(frame.value, dict) and frame.key is None:
            raise _RefusedError(YamlUnsupported(*at, "a key that is no text", "keys are text"))
        if len(self._stack) >= MAX_DEPTH:
            raise _RefusedError(YamlTooDeep(*at, MAX_DEPTH))
        tree = PositionTree(at)
        pointer = self._put(container, tree)
        self._stack.append(_Frame(container, tree, pointer))

    def _put(self, value: Any, tree: PositionTree) -> str:
        if not self._stack:
            self.root, self.positions = value, tree
            return ""
        frame = self._stack[-1]
        if isinstance(frame.value, dict):
            segment = frame.key or ""
            frame.value[segment] = value
            frame.key = None
        else:
            segment = str(len(frame.value))
            frame.value.append(value)
        frame.tree.parts[segment] = tree
        return _below(frame.pointer, segment)


def _below(pointer: str, segment: str) -> str:
    """The pointer of a part; that of the whole if it gets so long that a hostile text
    (long keys over many levels) could make them add up.
    """
    if len(pointer) + len(segment) > _MAX_POINTER:
        return pointer
    return f"{pointer}/{escape_segment(segment)}"
