"""Reading petri.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

from petri_pilot.diagnostics import Diagnostic, Kind, Origin
from petri_pilot.model.near import suggestion
from petri_pilot.plugins.settings import Settings
from petri_pilot.plugins.settings_kinds import SettingsUnreadable, SettingType, SettingUnknown

_GENERATE: Final = ("targets", "with", "without", "out")


def read_file(file: str | Path) -> tuple[Settings, list[Diagnostic]]:
    """The settings in a file, and everything wrong with it."""
    try:
        document = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        if isinstance(error, RecursionError):
            reason = "it is nested too deep"
        kind = SettingsUnreadable(str(file), reason)
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
