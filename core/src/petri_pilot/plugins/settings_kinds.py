"""Diagnostics about petri.toml."""

from __future__ import annotations

from petri_pilot.diagnostics import Kind, Severity


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
