"""The loaded plugins, and what their hooks return, each asked for when needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from petri_pilot.diagnostics import Diagnostic
from petri_pilot.plugins import builtin, kinds
from petri_pilot.plugins.crash import crash_report
from petri_pilot.plugins.identity import Identity
from petri_pilot.plugins.registration import Registered
from petri_pilot.plugins.shapes import SHAPES, fault

if TYPE_CHECKING:
    import click

    from petri_pilot.plugins.api import Analyzer, Emitter, Format, Validator
    from petri_pilot.plugins.records import PluginRecord
    from petri_pilot.program.ir import Program


class Plugins:
    """All plugins of this process.

    `formats`, `validators`, `analyzers` and `emitters` call their hook the
    first time they are read. `diagnostics` holds what was found wrong so far.
    """

    def __init__(
        self,
        registered: list[Registered],
        records: list[PluginRecord],
        diagnostics: list[Diagnostic],
        *,
        strict: bool,
    ) -> None:
        self._registered = registered
        self._unusable = records
        self._found = diagnostics
        self._strict = strict
        self._owners: dict[tuple[str, str], Identity] = {}
        self._problems: dict[str, str] = {}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What was found wrong with plugins so far, with an error on top if strict."""
        if self._strict and self._found:
            return (*self._found, Diagnostic(kinds.PluginsNotSound(len(self._found))))
        return tuple(self._found)

    @cached_property
    def formats(self) -> tuple[Format, ...]:
        """All formats, core's first, then by plugin."""
        return self._collect("petri_formats")

    @cached_property
    def validators(self) -> tuple[Validator, ...]:
        """All validators, core's first, then by plugin."""
        return self._collect("petri_validators")

    @cached_property
    def analyzers(self) -> tuple[Analyzer, ...]:
        """All analyzers, by plugin."""
        return self._collect("petri_analyzers")

    @cached_property
    def emitters(self) -> tuple[Emitter, ...]:
        """All emitters that could be enabled, by plugin."""
        return self._collect("petri_emitters")

    def owner(self, hook: str, name: str) -> Identity:
        """The plugin whose `hook` returned the object of that name."""
        return self._owners[hook, name]

    @property
    def owners(self) -> dict[str, Identity]:
        """The plugin behind each emitter, by the emitter's name."""
        return {e.name: self._owners["petri_emitters", e.name] for e in self.emitters}

    def validate(self, program: Program) -> list[Diagnostic]:
        """Run all validators; one that raises is reported as a bug of its plugin."""
        found: list[Diagnostic] = []
        for validator in self.validators:
            try:
                found.extend(validator.validate(program))
            except Exception as error:
                identity = self._owners["petri_validators", validator.name]
                found.append(crash_report(identity, f"the validator {validator.name}", error))
        return found

    def add_commands(self, cli: click.Group) -> None:
        """Let plugins add commands to `cli`; a plugin that raises adds none."""
        import click

        for plugin in self._with("petri_commands"):
            group = click.Group()
            try:
                plugin.call("petri_commands", cli=group)
            except (Exception, SystemExit) as error:
                self._broken(plugin.identity, _raised("petri_commands", error))
                continue
            for name, command in group.commands.items():
                if self._claim("petri_commands", "command", name, plugin.identity, cli.commands):
                    cli.add_command(command, name)

    @property
    def records(self) -> tuple[PluginRecord, ...]:
        """One record a plugin, sorted by name; calls the hooks that list something."""
        for hook in SHAPES:
            getattr(self, hook.removeprefix("petri_"))
        usable = [self._record(plugin) for plugin in self._registered]
        return tuple(sorted([*usable, *self._unusable], key=lambda r: (r.name, r.distribution)))

    def _record(self, plugin: Registered) -> PluginRecord:
        from petri_pilot.plugins.records import plugin_record

        identity = plugin.identity
        own = tuple(e for e in self.emitters if self._owners["petri_emitters", e.name] is identity)
        problem = self._problems.get(identity.name)
        status = "broken" if problem else "enabled"
        return plugin_record(identity, status, problem, plugin.hooks, own)

    def _with(self, hook: str) -> list[Registered]:
        return [plugin for plugin in self._registered if hook in plugin.hooks]

    def _collect(self, hook: str) -> tuple[Any, ...]:
        """The sound results of one hook over all plugins."""
        collected: list[Any] = []
        for plugin in self._with(hook):
            for value in self._results(plugin, hook):
                noun = SHAPES[hook].noun
                if self._claim(hook, noun, value.name, plugin.identity):
                    collected.append(value)
        return tuple(collected)

    def _results(self, plugin: Registered, hook: str) -> list[Any]:
        """What one plugin returns; nothing of it if any of it is wrong."""
        try:
            answers = plugin.call(hook)
            if not answers:
                self._broken(plugin.identity, f"returned nothing from {hook}")
                return []
            results = list(answers[0])
            faults = [f for f in (fault(hook, value) for value in results) if f is not None]
        except (Exception, SystemExit) as error:
            if plugin.identity.name == builtin.NAME:
                raise  # without core's own validators nothing may pass
            self._broken(plugin.identity, _raised(hook, error))
            return []
        for text in faults:
            self._broken(plugin.identity, text)
        return [] if faults else results

    def _claim(self, hook: str, noun: str, name: str, identity: Identity, taken: Any = ()) -> bool:
        """Whether `name` is free, and from now on `identity`'s."""
        first = self._owners.get((hook, name))
        if first is None and name not in taken:
            self._owners[hook, name] = identity
            return True
        holder = "core" if first is None else first.distribution
        kind = kinds.PluginDuplicate(noun, name, holder, identity.distribution)
        self._problems.setdefault(identity.name, kind.message)
        self._found.append(Diagnostic(kind, plugin=identity.name))
        return False

    def _broken(self, identity: Identity, problem: str) -> None:
        self._problems.setdefault(identity.name, problem)
        kind = kinds.PluginBroken(identity.name, problem, identity.bug_report)
        self._found.append(Diagnostic(kind, plugin=identity.name))


def _raised(hook: str, error: BaseException) -> str:
    return f"raised {type(error).__name__} in {hook}: {error}"
