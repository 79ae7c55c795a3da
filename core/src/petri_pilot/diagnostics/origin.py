"""Where in the author's text something came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """A file as the user named it, and an RFC 6901 JSON pointer into it.

    `span` narrows the pointed-at string to a half-open range of code points
    (the part of a guard that is wrong). Line and column are looked up only when
    a diagnostic is rendered.
    """

    file: str
    pointer: str
    span: tuple[int, int] | None = None
    text: str | None = None
    """The string that `span` is a part of."""

    def at(self, *segments: str | int) -> Origin:
        """The origin of a part of this value."""
        escaped = (str(s).replace("~", "~0").replace("/", "~1") for s in segments)
        return Origin(self.file, "/".join([self.pointer, *escaped]))

    def within(self, span: tuple[int, int], text: str | None = None) -> Origin:
        """The origin of a part of this string, which is `text`."""
        return Origin(self.file, self.pointer, span, text)


NOWHERE = Origin("", "")
"""The origin of what no file holds, such as a command-line option."""
