"""Load the installed plugins; what is wrong with one never touches another."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from petri_pilot.diagnostics import Diagnostic
from petri_pilot.plugins import builtin, kinds
from petri_pilot.plugins.collection import Plugins
from petri_pilot.plugins.discovery import Found, discover
from petri_pilot.plugins.identity import Identity
from petri_pilot.plugins.registration import RefusalError, Registered, register

if TYPE_CHECKING:
    from importlib_metadata import Distribution

    from petri_pilot.plugins.records import PluginRecord


def load_plugins(
    block: Iterable[str] = (),
    *,
    environ: Mapping[str, str] | None = None,
    distributions: Iterable[Distribution] | None = None,
) -> Plugins:
    """Import and register every installed plugin that is not blocked.

    `block` holds names of plugins or of distributions, from petri.toml; those
    of `PETRI_BLOCK_PLUGINS` (separated by commas) come on top. With
    `PETRI_STRICT_PLUGINS=1` any problem with a plugin is an error. Hooks are
    called when their results are first asked for.
    """
    environment = os.environ if environ is None else environ
    blocked = {name for name in block if name} | _names(environment.get("PETRI_BLOCK_PLUGINS", ""))
    strict = environment.get("PETRI_STRICT_PLUGINS", "") not in ("", "0")
    loading = _Loading()
    loading.add_core()
    found = discover(distributions)
    used: set[str] = set()
    for plugin in found:
        names = {plugin.identity.name, plugin.identity.distribution} & blocked
        if names:
            used |= names
            loading.record(plugin.identity, "blocked")
        else:
            loading.add(plugin)
    for name in sorted(blocked - used):
        known = kinds.BlockUnknown(name)
        loading.diagnostics.append(Diagnostic(known, notes=_block_notes(name, found)))
    return Plugins(loading.registered, loading.records, loading.diagnostics, strict=strict)


def _names(text: str) -> set[str]:
    return {name.strip() for name in text.split(",") if name.strip()}


def _block_notes(name: str, found: list[Found]) -> tuple[str, ...]:
    from petri_pilot.model.near import suggestion

    if name == builtin.NAME:
        return ("core itself cannot be blocked",)
    return suggestion(name, sorted({f.identity.name for f in found}))


class _Loading:
    """The plugins so far."""

    def __init__(self) -> None:
        self.registered: list[Registered] = []
        self.records: list[PluginRecord] = []
        self.diagnostics: list[Diagnostic] = []
        self._owners: dict[str, Identity] = {}
        self._objects: dict[int, str] = {}

    def add_core(self) -> None:
        identity = Identity(builtin.NAME, package="petri_pilot")
        self._owners[builtin.NAME] = identity
        self.registered.append(register(identity, builtin.Core()))

    def record(self, identity: Identity, status: str, problem: str | None = None) -> None:
        """Note a plugin that is not used."""
        from petri_pilot.plugins.records import plugin_record

        self.records.append(plugin_record(identity, status, problem))

    def add(self, found: Found) -> None:
        """Import and register one plugin, or record why not."""
        identity = found.identity
        first = self._owners.get(identity.name)
        if first is not None:
            self._duplicate(first, identity)
            return
        self._owners[identity.name] = identity
        try:
            self.registered.append(self._register(found))
        except RefusalError as refusal:
            self._refuse(identity, refusal)

    def _register(self, found: Found) -> Registered:
        if found.entry_point is None:
            raise RefusalError(found.problem or "cannot be read")
        try:
            plugin = found.entry_point.load()
        except (Exception, SystemExit) as error:
            raise RefusalError(f"cannot be imported: {type(error).__name__}: {error}") from error
        twin = self._objects.setdefault(id(plugin), found.identity.name)
        if twin != found.identity.name:
            raise RefusalError(f"is the same object as the plugin {twin!r}")
        try:
            return register(found.identity, plugin)
        except RefusalError:
            raise
        except Exception as error:  # a module whose attributes raise when they are looked at
            raise RefusalError(f"cannot be registered: {type(error).__name__}: {error}") from error

    def _refuse(self, identity: Identity, refusal: RefusalError) -> None:
        for hook in refusal.unknown_hooks:
            self._unknown_hook(identity, hook)
        if not refusal.unknown_hooks:
            kind = kinds.PluginBroken(identity.name, refusal.problem, identity.bug_report)
            self.diagnostics.append(Diagnostic(kind, plugin=identity.name))
        self.record(identity, "broken", refusal.problem)

    def _unknown_hook(self, identity: Identity, hook: str) -> None:
        from petri_pilot.model.near import suggestion
        from petri_pilot.plugins.hookspecs import HOOKS

        kind = kinds.HookUnknown(identity.name, hook, identity.bug_report)
        notes = suggestion(hook, HOOKS)
        self.diagnostics.append(Diagnostic(kind, notes=notes, plugin=identity.name))

    def _duplicate(self, first: Identity, second: Identity) -> None:
        kind = kinds.PluginDuplicate("plugin", second.name, first.distribution, second.distribution)
        self.diagnostics.append(Diagnostic(kind, plugin=second.name))
        problem = f"its name is taken by {first.distribution}"
        self.record(second, "broken", problem)
