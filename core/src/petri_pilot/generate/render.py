"""Templates to text, one Jinja environment an emitter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jinja2

from petri_pilot.diagnostics import Diagnostic
from petri_pilot.generate.emit import crashed
from petri_pilot.generate.kinds.composition import SectionNotRendered
from petri_pilot.generate.kinds.files import ArtifactRefused, TemplateBroken
from petri_pilot.generate.section_tag import CONTEXT_KEY, SectionTag, SectionUse, section_items
from petri_pilot.generate.sections import Sections
from petri_pilot.plugins.api import Artifact, Emitter
from petri_pilot.plugins.identity import Identity


class Renderer:
    """Renders the templates of one emitter."""

    def __init__(self, emitter: Emitter, owners: Mapping[str, Identity]) -> None:
        self._emitter = emitter
        self._owners = owners
        self._identity = owners.get(emitter.name) or Identity(emitter.name)
        self._environment: jinja2.Environment | None = None

    def render(self, artifact: Artifact, sections: Sections) -> tuple[str, list[Diagnostic]]:
        """The text of the artifact's template, or empty with what went wrong."""
        name = self._emitter.name
        try:
            environment = self._ready()
        except Exception as error:
            return "", [crashed(name, self._owners, "filters", error)]
        if environment is None:
            problem = f"names the template {artifact.template!r}, but {name!r} has no templates"
            return "", [Diagnostic(ArtifactRefused(str(artifact.path), name, problem))]
        if CONTEXT_KEY in artifact.context:
            problem = f"uses the reserved name {CONTEXT_KEY!r} in its context"
            return "", [Diagnostic(ArtifactRefused(str(artifact.path), name, problem))]
        use = SectionUse(
            str(artifact.path),
            {id_: tuple(sections.items.get(id_, ())) for id_ in artifact.sections},
        )
        try:
            template = environment.get_template(str(artifact.template))
            text = template.render({**artifact.context, CONTEXT_KEY: use})
        except Exception as error:
            return "", [self._broken(str(artifact.template), error)]
        return text, self._unrendered(use)

    def _ready(self) -> jinja2.Environment | None:
        if self._environment is None and self._emitter.templates is not None:
            self._environment = environment_of(self._emitter)
        return self._environment

    def _unrendered(self, use: SectionUse) -> list[Diagnostic]:
        name = self._emitter.name
        where = f"the template of {use.path} never"
        return [
            Diagnostic(SectionNotRendered(name, id_, where), plugin=name)
            for id_ in use.items
            if id_ not in use.rendered
        ]

    def _broken(self, template: str, error: Exception) -> Diagnostic:
        file, line = _place(template, error)
        message = str(error) if isinstance(error, jinja2.TemplateError) else repr(error)
        identity = self._identity
        kind = TemplateBroken(self._emitter.name, file, line, message, identity.bug_report)
        return Diagnostic(kind, plugin=self._emitter.name)


def environment_of(emitter: Emitter) -> jinja2.Environment:
    """The environment for an emitter with templates: strict, unescaped, filters its own."""
    package, _, folder = str(emitter.templates).partition(":")
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader(package, folder or "templates"),
        extensions=[SectionTag],
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # source code is printed, whose literals come from filters
        cache_size=-1,
    )
    environment.filters.update(emitter.filters())
    environment.globals["section_items"] = section_items
    return environment


def _place(template: str, error: Exception) -> tuple[str, int]:
    """The template and the line in it that an error came from."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.name or template, error.lineno
    place = (template, 0)
    traceback = error.__traceback__
    while traceback is not None:
        frame = traceback.tb_frame
        if "__jinja_template__" in frame.f_globals or _is_template(frame.f_globals):
            place = (str(frame.f_globals.get("name", template)), traceback.tb_lineno)
        elif frame.f_code.co_filename.endswith(template):
            place = (template, traceback.tb_lineno)
        traceback = traceback.tb_next
    return place


def _is_template(namespace: Mapping[str, Any]) -> bool:
    return "debug_info" in namespace and "blocks" in namespace
