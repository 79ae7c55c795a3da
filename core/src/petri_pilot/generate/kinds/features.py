"""Diagnostics about parts of a model that need a plugin."""

from __future__ import annotations

from petri_pilot.diagnostics import Kind, Severity


class FeatureNotImplemented(Kind):
    """The model uses a feature that no enabled plugin implements.

    What it finds
        A part of the model, such as access rules, that needs a plugin.

    Why it matters
        The application would lack it without a word: access rules would protect
        nothing.

    Example
        A net with `access` rules, generated without the plugin `auth`.

    How to fix
        Enable a plugin that implements the feature, or leave the feature out on
        purpose with `--without NAME`.
    """

    code = "core/feature-not-implemented"
    severity = Severity.ERROR
    template = "the model uses {feature!r}, which no enabled plugin implements"
    feature: str


class WithoutUnknown(Kind):
    """`--without` names something that is not a feature.

    What it finds
        A name that no model and no plugin knows.

    Why it matters
        A misspelt name leaves nothing out.

    Example
        `petri codegen --without acess`.

    How to fix
        Correct the name.
    """

    code = "core/without-unknown"
    severity = Severity.ERROR
    template = "there is no feature {name!r} to leave out"
    name: str


class WithoutUnused(Kind):
    """`--without` names a feature that the model does not use.

    What it finds
        A feature that is left out and was not there.

    Why it matters
        Nothing is wrong; the option can go.

    Example
        `petri codegen --without access` for a model without access rules.

    How to fix
        Drop the option.
    """

    code = "core/without-unused"
    severity = Severity.NOTE
    template = "the model does not use {name!r}, so there is nothing to leave out"
    name: str


class WithoutImplemented(Kind):
    """`--without` names a feature that an enabled plugin implements.

    What it finds
        A feature that is both left out and implemented.

    Why it matters
        The plugin implements it all the same: `--without` says that its absence
        is meant, it takes nothing away.

    Example
        `petri codegen --with auth --without access`.

    How to fix
        Drop the option, or disable the plugin.
    """

    code = "core/without-implemented"
    severity = Severity.ERROR
    template = "{name!r} cannot be left out while {emitter!r} is enabled, which implements it"
    name: str
    emitter: str
