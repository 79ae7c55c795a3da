"""From planned artifacts to the final text of every file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from petri_pilot.diagnostics import Diagnostic
from petri_pilot.generate.artifacts import Planned
from petri_pilot.generate.data import Trees
from petri_pilot.generate.emit import crashed
from petri_pilot.generate.headers import check_header, header
from petri_pilot.generate.kinds.files import ArtifactRefused
from petri_pilot.generate.printing import YAML, can_print, print_data
from petri_pilot.generate.sections import Sections
from petri_pilot.plugins.api import Artifact, BatchFormatter, Emitter, Ownership
from petri_pilot.plugins.identity import Identity

if TYPE_CHECKING:
    from petri_pilot.generate.render import Renderer

Texts = dict[PurePosixPath, str]


class Printer:
    """Prints, renders and formats the artifacts of a run."""

    def __init__(self, sections: Sections, trees: Trees, owners: Mapping[str, Identity]) -> None:
        self._sections = sections
        self._trees = trees
        self._owners = owners
        self._renderers: dict[str, Renderer] = {}

    def texts(self, planned: Sequence[Planned]) -> tuple[Texts, list[Diagnostic]]:
        """The text of each artifact."""
        texts: Texts = {}
        rendered: dict[str, tuple[Emitter, Texts]] = {}
        diagnostics: list[Diagnostic] = []
        for plan in planned:
            text, found = self._text(plan)
            diagnostics.extend(found)
            texts[plan.artifact.path] = text
            if plan.artifact.template is not None and not found:
                own = rendered.setdefault(plan.emitter.name, (plan.emitter, {}))
                own[1][plan.artifact.path] = text
        for emitter, own_texts in rendered.values():
            formatted, found = self._format(emitter, own_texts)
            texts.update(formatted)
            diagnostics.extend(found)
        if not diagnostics:
            diagnostics.extend(_check_headers(planned, texts))
        return texts, diagnostics

    def _text(self, plan: Planned) -> tuple[str, list[Diagnostic]]:
        artifact = plan.artifact
        if artifact.text is not None:
            return artifact.text, []
        if artifact.data is not None:
            return self._print(plan.emitter, artifact)
        return self._renderer(plan.emitter).render(artifact, self._sections)

    def _renderer(self, emitter: Emitter) -> Renderer:
        from petri_pilot.generate.render import Renderer

        if emitter.name not in self._renderers:
            self._renderers[emitter.name] = Renderer(emitter, self._owners)
        return self._renderers[emitter.name]

    def _print(self, emitter: Emitter, artifact: Artifact) -> tuple[str, list[Diagnostic]]:
        tree = self._trees[artifact.path]
        where = f"the printer of {artifact.path}"
        try:
            if artifact.printer is not None:
                return _expect_text(_printer(emitter, artifact.printer)(tree)), []
            if can_print(artifact.path):
                return _heading(emitter, artifact) + print_data(artifact.path, tree), []
        except Exception as error:
            return "", [crashed(emitter.name, self._owners, where, error)]
        problem = "has data, no printer, and an ending that is neither JSON nor YAML"
        kind = ArtifactRefused(str(artifact.path), emitter.name, problem)
        return "", [Diagnostic(kind, plugin=emitter.name)]

    def _format(self, emitter: Emitter, texts: Texts) -> tuple[Texts, list[Diagnostic]]:
        try:
            if isinstance(emitter, BatchFormatter):
                formatted = dict(emitter.format_all(texts))
                if formatted.keys() != texts.keys():
                    raise ValueError("format_all did not return the paths that it was given")
            else:
                formatted = {path: emitter.format(path, text) for path, text in texts.items()}
            return {path: _expect_text(text) for path, text in formatted.items()}, []
        except Exception as error:
            return {}, [crashed(emitter.name, self._owners, "format", error)]


def _printer(emitter: Emitter, name: str) -> Any:
    printers = emitter.printers()
    if name not in printers:
        raise KeyError(f"no printer {name!r} among {sorted(printers)}")
    return printers[name]


def _expect_text(text: Any) -> str:
    if not isinstance(text, str):
        raise TypeError(f"returned {type(text).__name__}, not str")
    text.encode()  # raises for a lone surrogate, which no file can hold
    return text


def _heading(emitter: Emitter, artifact: Artifact) -> str:
    if artifact.ownership is Ownership.GENERATED and artifact.path.suffix in YAML:
        return f"# {header(emitter.name)}\n"
    return ""


def _check_headers(planned: Sequence[Planned], texts: Texts) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for plan in planned:
        if plan.artifact.ownership is Ownership.GENERATED:
            path = plan.artifact.path
            found.extend(check_header(path, texts[path], plan.emitter.name))
    return found
