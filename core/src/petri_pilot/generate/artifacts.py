"""The planned files: who owns each path, and whether each artifact makes sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from petri_pilot.diagnostics import Diagnostic
from petri_pilot.generate.emit import Emitted
from petri_pilot.generate.kinds.files import ArtifactRefused, PathRefused, PathTaken
from petri_pilot.generate.paths import collisions, path_problem
from petri_pilot.plugins.api import Artifact, Emitter, Ownership


@dataclass(frozen=True, slots=True)
class Planned:
    """An artifact with the emitter that owns it."""

    emitter: Emitter
    artifact: Artifact


def gather(answers: Sequence[Emitted]) -> tuple[list[Planned], list[Diagnostic]]:
    """All artifacts that can be written, in emitter order, and why others cannot."""
    planned: list[Planned] = []
    diagnostics: list[Diagnostic] = []
    for answer in answers:
        for artifact in answer.emission.artifacts:
            found = _check(answer.emitter.name, artifact)
            diagnostics.extend(found)
            if not found:
                planned.append(Planned(answer.emitter, artifact))
    diagnostics.extend(_check_collisions(planned))
    return planned, diagnostics


def _check(name: str, artifact: Artifact) -> list[Diagnostic]:
    problem = path_problem(artifact.path)
    if problem is not None:
        return [Diagnostic(PathRefused(name, str(artifact.path), problem), plugin=name)]
    problem = _content_problem(artifact)
    if problem is not None:
        return [Diagnostic(ArtifactRefused(str(artifact.path), name, problem), plugin=name)]
    return []


def _content_problem(artifact: Artifact) -> str | None:
    given = [c for c in (artifact.template, artifact.text, artifact.data) if c is not None]
    if len(given) != 1:
        return f"has {len(given)} of template, text and data; it needs exactly one"
    if artifact.text is not None and not _is_text(artifact.text):
        return "holds text that UTF-8 cannot encode"
    if artifact.ownership is Ownership.DATA and artifact.data is None:
        return "is owned as data but has none"
    if artifact.data is None and artifact.printer is not None:
        return f"names the printer {artifact.printer!r} but has no data"
    if artifact.template is None and artifact.sections:
        return "lists sections but has no template"
    return None


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except (UnicodeEncodeError, AttributeError):
        return False
    return True


def _check_collisions(planned: Sequence[Planned]) -> list[Diagnostic]:
    owners: dict[PurePosixPath, list[str]] = {}
    for plan in planned:
        owners.setdefault(plan.artifact.path, []).append(plan.emitter.name)
    found = []
    for first, second in collisions(plan.artifact.path for plan in planned):
        names = (owners[first][0], owners[second][-1])
        kind = PathTaken(names[0], str(first), names[1], str(second))
        found.append(Diagnostic(kind, plugin=names[1]))
    return found
