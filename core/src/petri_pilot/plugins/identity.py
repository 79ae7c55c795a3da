"""Who a plugin is: its names, its version and where its bugs are reported."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib_metadata import Distribution

_TRACKERS = ("issues", "issue tracker", "bug tracker", "tracker", "bugs", "bug reports")
_HOMES = ("repository", "source", "source code", "homepage", "home")


class Identity:
    """A plugin by its entry-point name. The metadata is read only when it is asked for."""

    def __init__(
        self, name: str, distribution: Distribution | None = None, package: str | None = None
    ) -> None:
        self.name = name
        self.package = package
        """The top-level module of its code, if known."""
        self._distribution = distribution

    def __repr__(self) -> str:
        return f"Identity({self.name!r})"

    @cached_property
    def distribution(self) -> str:
        """The distribution's name; the plugin's own where there is none."""
        return str(self._metadata("Name") or self.name)

    @cached_property
    def version(self) -> str:
        """The distribution's version; core's for what core brings."""
        if self._distribution is None:
            from petri_pilot import __version__

            return __version__
        return self._metadata("Version") or "unknown"

    @cached_property
    def url(self) -> str | None:
        """Where to report a bug: the issue tracker, or else the project's home."""
        urls = {}
        for entry in self._metadata_all("Project-URL"):
            label, _, url = entry.partition(",")
            urls[label.strip().lower()] = url.strip()
        for label in (*_TRACKERS, *_HOMES):
            if label in urls:
                return urls[label]
        return self._metadata("Home-page")

    @property
    def bug_report(self) -> str:
        """A sentence that sends a user to the people who can fix the plugin."""
        sentence = f"this is a bug in {self.distribution} {self.version}"
        return f"{sentence}, report it at {self.url}" if self.url else sentence

    def _metadata(self, key: str) -> str | None:
        values = self._metadata_all(key)
        return values[0] if values else None

    def _metadata_all(self, key: str) -> list[str]:
        prefix = f"{key}:"
        return [
            line.removeprefix(prefix).strip() for line in self._headers if line.startswith(prefix)
        ]

    @cached_property
    def _headers(self) -> list[str]:
        """The header lines of the core metadata.

        The fields that are read here are never folded over lines, so that the
        email parser, which is slow to import, is not needed.
        """
        if self._distribution is None:
            return []
        try:
            text = self._distribution.read_text("METADATA")
            text = text or self._distribution.read_text("PKG-INFO") or ""
        except (OSError, UnicodeDecodeError):
            return []  # the report about the plugin matters more than its version
        return text.partition("\n\n")[0].splitlines()
