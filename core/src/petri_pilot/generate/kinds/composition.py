"""Diagnostics about how emitters fit together."""

from __future__ import annotations

from petri_pilot.diagnostics import Kind, Severity


class EmitterCycle(Kind):
    """Emitters wait for each other.

    What it finds
        A cycle in `runs_after`.

    Why it matters
        No order satisfies them all.

    Example
        An emitter `a` that runs after `b`, and `b` that runs after `a`.

    How to fix
        Report it to the authors of the plugins; enable only one of them meanwhile.
    """

    code = "core/emitter-cycle"
    severity = Severity.ERROR
    template = "these emitters run after each other in a cycle: {members}"
    members: str


class EmitterTwice(Kind):
    """An emitter is enabled twice.

    What it finds
        The same name twice among the enabled emitters.

    Why it matters
        Every file of it would have two owners.

    Example
        `petri codegen --target go --target go`.

    How to fix
        Name each emitter once.
    """

    code = "core/emitter-twice"
    severity = Severity.ERROR
    template = "the emitter {name!r} is enabled twice"
    name: str


class SectionUnknown(Kind):
    """A contribution names a section that its target does not have.

    What it finds
        A section id that no enabled emitter declares, though its target is enabled.

    Why it matters
        The contribution would be lost.

    Example
        `auth` contributes to `go:http.midleware`; `go` declares `go:http.middleware`.

    How to fix
        Report it to the contributing plugin, or install versions of both that fit.
    """

    code = "core/section-unknown"
    severity = Severity.ERROR
    template = "{plugin!r} contributes to {section!r}, but {target!r} has no such section"
    plugin: str
    section: str
    target: str


class TargetNotEnabled(Kind):
    """A contribution or patch is meant for a target that is not enabled.

    What it finds
        A section or file of an emitter that is not part of this run.

    Why it matters
        Nothing is wrong: the contribution waits for its target.

    Example
        `auth` contributes to `typescript:http.middleware` in a run for `go` alone.

    How to fix
        Enable the target if you want what the plugin has to say to it.
    """

    code = "core/target-not-enabled"
    severity = Severity.NOTE
    template = "{plugin!r} has something for {what!r}, whose target is not enabled"
    plugin: str
    what: str


class SectionItemType(Kind):
    """A contribution holds an item of the wrong type.

    What it finds
        An item that is not an instance of the section's item class.

    Why it matters
        The target could not print it.

    Example
        A string contributed to a section that takes `GoMiddleware`.

    How to fix
        Report it to the contributing plugin.
    """

    code = "core/section-item-type"
    severity = Severity.ERROR
    template = "{section!r} of {owner!r} takes {wanted}, but {plugin!r} gives {given}"
    section: str
    owner: str
    wanted: str
    plugin: str
    given: str


class SectionTaken(Kind):
    """Two items are given to a section that takes one.

    What it finds
        More than one item for a section of arity "one".

    Why it matters
        Either choice would drop the other in silence.

    Example
        `auth` and `acme` both contribute a `go:auth.provider`.

    How to fix
        Enable one of the two plugins.
    """

    code = "core/section-taken"
    severity = Severity.ERROR
    template = "{section!r} takes one item, but {first!r} and {second!r} each give one"
    section: str
    first: str
    second: str


class SectionNotRendered(Kind):
    """A declared section is rendered by no template.

    What it finds
        An emitter declares a section that none of its artifacts renders, or an
        artifact lists a section that its template never renders.

    Why it matters
        Contributions to it would be lost.

    Example
        An artifact with `sections=("go:http.middleware",)` whose template has no
        `{% section "go:http.middleware" as item %}`.

    How to fix
        Report it to the plugin that declares the section.
    """

    code = "core/section-not-rendered"
    severity = Severity.ERROR
    template = "{plugin!r} declares the section {section!r}, but {where} renders it"
    plugin: str
    section: str
    where: str


class SectionNotDeclared(Kind):
    """An artifact lists a section that its emitter does not declare.

    What it finds
        A section id in `Artifact.sections` that is not in `Emitter.sections`.

    Why it matters
        Nothing could ever be contributed to it.

    Example
        An artifact of `go` with `sections=("go:nowhere",)`.

    How to fix
        Report it to the plugin.
    """

    code = "core/section-not-declared"
    severity = Severity.ERROR
    template = "{path} of {plugin!r} lists the section {section!r}, which {plugin!r} lacks"
    path: str
    plugin: str
    section: str
