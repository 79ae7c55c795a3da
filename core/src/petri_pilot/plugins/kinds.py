"""Diagnostics about plugins."""

from __future__ import annotations

from petri_pilot.diagnostics import Kind, Severity


class PluginBroken(Kind):
    """An installed plugin, or one of its hooks, cannot be used.

    What it finds
        Importing the plugin raised, a hook of it raised, has the wrong
        parameters or returned something else than its documentation says.

    Why it matters
        What the plugin brings is missing. Everything else keeps working.

    Example
        An entry point `acme = "petri_pilot_acme.plugin"` whose module raises
        ImportError.

    How to fix
        Report it where the message says, or block the plugin with
        `PETRI_BLOCK_PLUGINS=acme`. `PETRI_STRICT_PLUGINS=1` makes it an error.
    """

    code = "core/plugin-broken"
    severity = Severity.WARNING
    template = "the plugin {plugin!r} {problem}; {report}"
    plugin: str
    problem: str
    report: str


class PluginCrashed(Kind):
    """A plugin raised while it did its work.

    What it finds
        An emitter, a filter, a formatter, a validator or an analyzer raised.

    Why it matters
        Its part of the result is missing, so nothing is written.

    Example
        An emitter whose `emit` raises KeyError.

    How to fix
        Report it where the message says, with the notes of the diagnostic.
    """

    code = "core/plugin-crashed"
    severity = Severity.ERROR
    template = "the plugin {plugin!r} crashed in {where}: {problem}; {report}"
    plugin: str
    where: str
    problem: str
    report: str


class HookUnknown(Kind):
    """A plugin implements a hook that does not exist.

    What it finds
        A function marked with `@hookimpl`, or named `petri_...`, that is none of
        the hooks.

    Why it matters
        It would never be called.

    Example
        `def petri_emiters(): ...` marked with `@hookimpl`.

    How to fix
        Correct the name. The hooks are in docs/plugins.md.
    """

    code = "core/plugin-hook-unknown"
    severity = Severity.WARNING
    template = "the plugin {plugin!r} implements the hook {hook!r}, which does not exist; {report}"
    plugin: str
    hook: str
    report: str


class PluginDuplicate(Kind):
    """Two plugins claim the same name.

    What it finds
        Two distributions have an entry point of the same name, or two plugins
        return a format, validator, analyzer, emitter or command of one name.

    Why it matters
        Only one can be meant by that name; the second is not used.

    Example
        Two installed distributions that both have the entry point `acme`.

    How to fix
        Uninstall one, or block one by the name of its distribution.
    """

    code = "core/plugin-duplicate"
    severity = Severity.WARNING
    template = "the {what} {name!r} is claimed by {first} and by {second}; the latter is not used"
    what: str
    name: str
    first: str
    second: str


class BlockUnknown(Kind):
    """A blocked plugin is not installed.

    What it finds
        `PETRI_BLOCK_PLUGINS` or `[plugins] block` names no installed plugin.

    Why it matters
        A misspelt name blocks nothing.

    Example
        `PETRI_BLOCK_PLUGINS=acmee` with the plugin `acme` installed.

    How to fix
        Take a name from `petri plugins list`. core itself cannot be blocked.
    """

    code = "core/plugin-block-unknown"
    severity = Severity.WARNING
    template = "no plugin {name!r} can be blocked"
    name: str


class PluginsNotSound(Kind):
    """`PETRI_STRICT_PLUGINS` is set and a plugin is not sound.

    What it finds
        Any of the warnings about plugins.

    Why it matters
        In continuous integration a plugin that silently does nothing is worse
        than a red build.

    Example
        `PETRI_STRICT_PLUGINS=1` with an installed plugin that cannot be imported.

    How to fix
        Fix or block the plugins that the other diagnostics name.
    """

    code = "core/plugins-not-sound"
    severity = Severity.ERROR
    template = "PETRI_STRICT_PLUGINS is set and {count} problem(s) with plugins were found"
    count: int
