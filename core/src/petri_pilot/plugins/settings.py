"""petri.toml: what to generate, and with which settings.

[generate]
targets = ["go"]
with = ["openapi"]
without = ["pages"]
out = "app"

[plugins]
block = ["acme"]

[plugins.go]
module = "example.com/shop"
"""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import Any, Final

from petri_pilot.diagnostics import Diagnostic, Kind, Origin, Severity
from petri_pilot.frozen import frozen
from petri_pilot.model.near import suggestion


class SettingsUnreadable(Kind):
    """petri.toml cannot be read.

    What it finds
        A settings file that is missing, is no UTF-8 or no TOML.

    Why it matters
        What it asks for is not known.

    Example
        ```toml
        [generate
        ```

    How to fix
        Repair the line that the message names.
    """

    code = "core/settings-unreadable"
    severity = Severity.ERROR
    template = "{file} cannot be read: {problem}"
    file: str
    problem: str


class SettingUnknown(Kind):
    """petri.toml has a key that does not exist.

    What it finds
        A table or key that nothing reads.

    Why it matters
        It would be ignored.

    Example
        ```toml
        [generate]
        target = ["go"]
        ```

    How to fix
        Correct the name; docs/plugins.md has all keys.
    """

    code = "core/setting-unknown"
    severity = Severity.ERROR
    template = "{file} has no setting {name!r}"
    file: str
    name: str


class SettingType(Kind):
    """A setting in petri.toml has the wrong type.

    What it finds
        A value that is not what the key takes.

    Why it matters
        It could not be used.

    Example
        ```toml
        [generate]
        targets = "go"
        ```

    How to fix
        Write the value as the message says.
    """

    code = "core/setting-type"
    severity = Severity.ERROR
    template = "{name} in {file} must be {wanted}"
    file: str
    name: str
    wanted: str


@frozen
class Settings:
    """The content of petri.toml. `out` starts at the folder of the file."""

    targets: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    out: str | None = None
    block: tuple[str, ...] = ()
    options: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The settings of each emitter, checked later against its options."""


_GENERATE: Final = ("targets", "with", "without", "out")


def read_settings(file: str | Path | None) -> tuple[Settings, list[Diagnostic]]:
    """The settings in a file (None: there is none), and everything wrong with it.

    With any diagnostic the settings are empty.
    """
    if file is None:
        return Settings(), []
    import tomllib  # most runs have no settings file

    try:
        document = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        kind = SettingsUnreadable(str(file), getattr(error, "strerror", None) or str(error))
        return Settings(), [Diagnostic(kind, Origin(str(file), ""))]
    reader = _Reader(str(file))
    settings = reader.read(document)
    return (Settings() if reader.diagnostics else settings), reader.diagnostics


class _Reader:
    def __init__(self, file: str) -> None:
        self._file = file
        self.diagnostics: list[Diagnostic] = []

    def read(self, document: dict[str, Any]) -> Settings:
        self._known(document, ("generate", "plugins"))
        generate = self._table(document, "generate")
        self._known(generate, _GENERATE, "generate")
        plugins = self._table(document, "plugins")
        block = self._names(plugins, "block", "plugins")
        tables = {name: value for name, value in plugins.items() if name != "block"}
        return Settings(
            self._names(generate, "targets", "generate"),
            self._names(generate, "with", "generate"),
            self._names(generate, "without", "generate"),
            self._out(generate),
            block,
            {name: self._table(plugins, name, "plugins") for name in tables},
        )

    def _known(self, table: dict[str, Any], keys: tuple[str, ...], *at: str) -> None:
        for key in table:
            if key not in keys:
                kind = SettingUnknown(self._file, ".".join((*at, key)))
                self._report(kind, (*at, key), suggestion(key, keys))

    def _table(self, table: dict[str, Any], key: str, *at: str) -> dict[str, Any]:
        value = table.get(key, {})
        if isinstance(value, dict):
            return value
        self._wrong((*at, key), "a table")
        return {}

    def _names(self, table: dict[str, Any], key: str, *at: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if isinstance(value, list) and all(isinstance(name, str) and name for name in value):
            return tuple(value)
        self._wrong((*at, key), "a list of names")
        return ()

    def _out(self, generate: dict[str, Any]) -> str | None:
        out = generate.get("out")
        if out is None:
            return None
        if isinstance(out, str) and out:
            return str(Path(self._file).parent / out)
        self._wrong(("generate", "out"), "the path of a folder")
        return None

    def _wrong(self, at: tuple[str, ...], wanted: str) -> None:
        self._report(SettingType(self._file, ".".join(at), wanted), at, ())

    def _report(self, kind: Kind, at: tuple[str, ...], notes: tuple[str, ...]) -> None:
        origin = Origin(self._file, "").at(*at)
        self.diagnostics.append(Diagnostic(kind, origin, notes=notes))
