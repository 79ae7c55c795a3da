"""One plugin, registered on its own.

pluggy leaves a plugin half registered when a later hook of it is refused, and
one plugin that raises loses the results of all. So each plugin gets a manager
of its own: what is refused is dropped whole, and what raises is known by name.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pluggy

from petri_pilot.plugins import hookspecs
from petri_pilot.plugins.hookspecs import HOOKS, PROJECT, hookimpl
from petri_pilot.plugins.identity import Identity


@dataclass(slots=True)
class Registered:
    """A plugin that passed all checks."""

    identity: Identity
    manager: pluggy.PluginManager
    hooks: tuple[str, ...]

    def call(self, hook: str, **arguments: Any) -> list[Any]:
        """What the plugin's implementation returns, as a list of at most one."""
        caller: Callable[..., list[Any]] = getattr(self.manager.hook, hook)
        return caller(**arguments)


@dataclass(slots=True)
class RefusalError(Exception):
    """Why a plugin cannot be registered, and the hooks that it misspelt."""

    problem: str
    unknown_hooks: tuple[str, ...] = field(default=())


def register(identity: Identity, plugin: object) -> Registered:
    """The plugin with its hooks; raises `RefusalError` if anything about it is wrong."""
    if inspect.isclass(plugin):
        raise RefusalError("names a class as its entry point; it must be a module or an instance")
    unknown = _unknown_hooks(plugin)
    if unknown:
        raise RefusalError("implements hooks that do not exist", unknown)
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(plugin, name=identity.name)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        detail = "; ".join(str(error).splitlines()[1:]) or str(error)
        raise RefusalError(f"has a hook that is refused: {detail}") from error
    hooks = tuple(h for h in HOOKS if getattr(manager.hook, h).get_hookimpls())
    if not hooks:
        raise RefusalError("implements no hook")
    _check_plain(manager, hooks)
    return Registered(identity, manager, hooks)


def _unknown_hooks(plugin: object) -> tuple[str, ...]:
    """Names that are marked as hooks, or look like hooks, and are none."""
    marker = hookimpl.project_name + "_impl"
    names = []
    for name in dir(plugin):
        value = inspect.getattr_static(plugin, name)
        marked = getattr(value, marker, None) is not None
        if name in HOOKS:
            if not marked:
                raise RefusalError(f"has a {name} without @hookimpl")
        elif marked or (name.startswith("petri_") and inspect.isroutine(value)):
            names.append(name)
    return tuple(names)


def _check_plain(manager: pluggy.PluginManager, hooks: tuple[str, ...]) -> None:
    for hook in hooks:
        for implementation in getattr(manager.hook, hook).get_hookimpls():
            if implementation.wrapper or implementation.hookwrapper:
                raise RefusalError(f"wraps {hook}; hooks here cannot be wrapped")
            if implementation.tryfirst or implementation.trylast:
                raise RefusalError(f"orders {hook} by tryfirst or trylast; use runs_after")
