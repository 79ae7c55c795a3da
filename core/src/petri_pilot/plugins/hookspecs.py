"""The five hooks of Petri-Pilot.

Hooks register, core orchestrates: four collect things by returning them and
one registers commands. There are no wrappers, and the order in which plugins
are called means nothing. Each docstring's example is run by a test.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import pluggy

if TYPE_CHECKING:
    import click

    from petri_pilot.plugins.api import Analyzer, Emitter, Format, Validator

PROJECT: Final = "petri_pilot"
GROUP: Final = "petri_pilot.plugins"
"""The entry-point group of plugins."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks a function or method of a plugin as the implementation of a hook."""


@hookspec
def petri_formats() -> Iterable[Format]:  # type: ignore[empty-body]
    r"""Readers and writers of model files.

    When it runs
        Once a process, as soon as a command reads or writes a model.

    Args:
        none.

    Returns
        The plugin's `Format` objects. A name that another plugin has taken is
        refused and both plugins are named.

    Example
        A format in which each line names a place:

        >>> import json
        >>> from petri_pilot.plugins import hookimpl
        >>> from petri_pilot.plugins.api import ReadResult, WriteResult
        >>> class Lines:
        ...     name = "lines"
        ...     suffixes = (".places",)
        ...     description = "one place a line"
        ...     def sniff(self, text):
        ...         return 0
        ...     def read(self, text, file):
        ...         places = [{"id": line} for line in text.splitlines()]
        ...         return ReadResult({"name": "lines", "places": places}, ())
        ...     def write(self, document):
        ...         return WriteResult("".join(p["id"] + "\n" for p in document["places"]))
        >>> @hookimpl
        ... def petri_formats():
        ...     return [Lines()]
        >>> json.dumps(petri_formats()[0].read("a", "x.places").document["places"])
        '[{"id": "a"}]'
    """


@hookspec
def petri_validators() -> Iterable[Validator]:  # type: ignore[empty-body]
    """Checks of a program that resolved without errors.

    When it runs
        Once a process, before the first program is validated.

    Args:
        none.

    Returns
        The plugin's `Validator` objects. Each is called for every program, on
        its own: if one raises, that is reported as a bug of its plugin.

    Example
        A rule of one organisation:

        >>> from petri_pilot.diagnostics import Diagnostic, Kind, Severity
        >>> from petri_pilot.plugins import hookimpl
        >>> class Unversioned(Kind):
        ...     '''A program has no version.'''
        ...     code = "acme/unversioned"
        ...     severity = Severity.WARNING
        ...     template = "{program} has no version"
        ...     program: str
        >>> class Versions:
        ...     name = "acme/versions"
        ...     def validate(self, program):
        ...         if not program.version:
        ...             yield Diagnostic(Unversioned(program.name), program.origin)
        >>> @hookimpl
        ... def petri_validators():
        ...     return [Versions()]
        >>> [validator.name for validator in petri_validators()]
        ['acme/versions']
    """


@hookspec
def petri_analyzers() -> Iterable[Analyzer]:  # type: ignore[empty-body]
    """Analyses that take longer than a check and answer with evidence.

    When it runs
        Once a process, when `petri analyze` starts.

    Args:
        none.

    Returns
        The plugin's `Analyzer` objects.

    Example
        A fact about the size of each net:

        >>> from petri_pilot.plugins import hookimpl
        >>> from petri_pilot.plugins.api import Finding
        >>> class Size:
        ...     name = "acme/size"
        ...     def analyze(self, program, budget):
        ...         for net in program.aggregates:
        ...             yield Finding("size", "info", f"{net.id} has {len(net.places)} places")
        >>> @hookimpl
        ... def petri_analyzers():
        ...     return [Size()]
        >>> petri_analyzers()[0].name
        'acme/size'
    """


@hookspec
def petri_emitters() -> Iterable[Emitter]:  # type: ignore[empty-body]
    r"""Targets, and extensions that own no target.

    When it runs
        Once a process, when code is generated or plugins are listed. Being
        returned here changes no output: an emitter runs only when the command
        line or petri.toml names it.

    Args:
        none.

    Returns
        The plugin's `Emitter` objects. Their order comes from `runs_after`,
        then from their names.

    Example
        A target that writes one file:

        >>> from pathlib import PurePosixPath
        >>> from petri_pilot.plugins import hookimpl
        >>> from petri_pilot.plugins.api import Artifact, Emission
        >>> class Names:
        ...     name = "names"
        ...     target = True
        ...     runs_after = ()
        ...     sections = ()
        ...     implements = frozenset()
        ...     options = ()
        ...     templates = None
        ...     def emit(self, program, ctx):
        ...         header = "# Code generated by petri names; DO NOT EDIT.\n"
        ...         path = PurePosixPath("names.cfg")
        ...         return Emission(artifacts=(Artifact(path, text=header + program.slug + "\n"),))
        ...     def filters(self):
        ...         return {}
        ...     def printers(self):
        ...         return {}
        ...     def format(self, path, text):
        ...         return text
        >>> @hookimpl
        ... def petri_emitters():
        ...     return [Names()]
        >>> petri_emitters()[0].target
        True
    """


@hookspec
def petri_commands(cli: click.Group) -> None:
    """Commands of the command line.

    When it runs
        Once a process, when the command line is asked for a command that core
        does not have, or for its help.

    Args:
        cli: an empty group. What is added to it appears as `petri <name>`;
        a name that is already taken is refused and both plugins are named.

    Returns
        Nothing.

    Example
        A command that greets:

        >>> import click
        >>> from petri_pilot.plugins import hookimpl
        >>> @hookimpl
        ... def petri_commands(cli):
        ...     @cli.command()
        ...     def greet():
        ...         '''Say hello.'''
        ...         click.echo("hello")
        >>> group = click.Group()
        >>> petri_commands(cli=group)
        >>> sorted(group.commands)
        ['greet']
    """


HOOKS: Final = (
    "petri_formats",
    "petri_validators",
    "petri_analyzers",
    "petri_emitters",
    "petri_commands",
)
