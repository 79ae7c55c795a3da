"""The settings of emitters: known, of the right type, with defaults filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from petri_pilot.diagnostics import Diagnostic, Kind, Severity
from petri_pilot.model.near import suggestion
from petri_pilot.plugins.api import Emitter, Option


class SettingText(str):
    """A value from the command line, where everything is text; it is read as the option's type."""

    __slots__ = ()


class OptionUnknown(Kind):
    """A setting that the plugin does not have.

    What it finds
        A key below `[plugins.<name>]`, or a `--set <name>.<key>=...`, that names
        no option of an enabled emitter.

    Why it matters
        It would be ignored.

    Example
        `petri codegen --target go --set go.modul=example.com/shop`.

    How to fix
        Correct the name, or enable the plugin that it belongs to.
    """

    code = "core/option-unknown"
    severity = Severity.ERROR
    template = "there is no option {name!r} of {emitter!r}"
    emitter: str
    name: str


class OptionRefused(Kind):
    """A setting has a value that the option cannot take.

    What it finds
        A value of another type, or none of the choices.

    Why it matters
        The plugin could not use it.

    Example
        `[plugins.go]` with `store = 7`.

    How to fix
        Take a value as the message says; `petri plugins list --json` shows all options.
    """

    code = "core/option-refused"
    severity = Severity.ERROR
    template = "{emitter}.{name} is {value}, but {wanted}"
    emitter: str
    name: str
    value: str
    wanted: str


def parse_setting(text: str) -> tuple[str, str, SettingText] | None:
    """Emitter, option and value of `name.key=value`, or None if it is not of that form."""
    key, equals, value = text.partition("=")
    emitter, dot, option = key.partition(".")
    if not (equals and dot and emitter and option):
        return None
    return emitter, option, SettingText(value)


def resolve_options(
    emitters: Iterable[Emitter],
    given: Mapping[str, Mapping[str, Any]],
    available: Iterable[Emitter] = (),
) -> tuple[dict[str, dict[str, Any]], list[Diagnostic]]:
    """All options of all enabled emitters, and what is wrong with the given ones.

    petri.toml may hold settings of emitters that are installed (`available`)
    and not enabled: they are checked too. The command line may not.
    """
    enabled = {emitter.name: emitter for emitter in emitters}
    installed = {emitter.name: emitter for emitter in available} | enabled
    resolved = {n: {o.name: o.default for o in e.options} for n, e in enabled.items()}
    diagnostics: list[Diagnostic] = []
    for name in sorted(given):
        for key, value in sorted(given[name].items()):
            emitter = (enabled if isinstance(value, SettingText) else installed).get(name)
            if emitter is None:
                notes = suggestion(name, enabled)
                diagnostics.append(Diagnostic(OptionUnknown(name, key), notes=notes))
                continue
            result, found = _resolve(emitter, key, value)
            diagnostics.extend(found)
            if name in resolved and not found:
                resolved[name][key] = result
    return resolved, diagnostics


def _resolve(emitter: Emitter, key: str, value: Any) -> tuple[Any, list[Diagnostic]]:
    known = {option.name: option for option in emitter.options}
    if key not in known:
        notes = suggestion(key, known)
        return None, [Diagnostic(OptionUnknown(emitter.name, key), notes=notes)]
    result, wanted = _fit(known[key], value)
    if wanted is None:
        return result, []
    return None, [Diagnostic(OptionRefused(emitter.name, key, repr(value), wanted))]


_WORDS: Final = {"true": True, "false": False}


def _fit(option: Option, value: Any) -> tuple[Any, str | None]:
    """The value as the option's type, or what the option wants instead."""
    result = _read(option.type, value) if isinstance(value, SettingText) else value
    if option.type is float and type(result) is int:
        result = float(result)
    if type(result) is not option.type:
        return None, f"it must be of type {option.type.__name__}"
    if option.choices and result not in option.choices:
        return None, "it must be one of " + ", ".join(map(str, option.choices))
    return result, None


def _read(type_: type, text: SettingText) -> Any:
    if type_ is str:
        return str(text)
    if type_ is bool:
        return _WORDS.get(text)
    if type_ is list:
        return [part.strip() for part in text.split(",") if part.strip()]
    if type_ in (int, float):
        try:
            return type_(text)
        except ValueError:
            return None
    return None
