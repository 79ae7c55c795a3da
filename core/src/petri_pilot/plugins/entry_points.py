"""`entry_points.txt`, by the packaging specification, for one group."""

from __future__ import annotations

from importlib import import_module


class EntryPoint:
    """An object that a distribution names: `name = package.module:attribute`."""

    def __init__(self, name: str, reference: str) -> None:
        self.name = name
        module, _, attribute = reference.partition(":")
        self._module = module.strip()
        self._attributes = [part.strip() for part in attribute.split(".")] if attribute else []

    @property
    def package(self) -> str:
        """The top-level package of its code."""
        return self._module.partition(".")[0]

    def load(self) -> object:
        """The object; raises whatever its import does."""
        found: object = import_module(self._module)
        for attribute in self._attributes:
            found = getattr(found, attribute)
        return found


def entry_points(text: str, group: str) -> list[EntryPoint]:
    """The entry points of `group` in the order of the text; raises ValueError for other lines.

    Extras in brackets, which the specification keeps for older files, are left out.
    """
    points = []
    section = None
    for line in map(str.strip, text.splitlines()):
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1].strip()
        elif line and not line.startswith(("#", ";")) and section == group:
            name, equals, reference = line.partition("=")
            reference = reference.partition("[")[0].strip()
            if not (name.strip() and equals and reference):
                raise ValueError(f"{line!r} is no entry point")
            points.append(EntryPoint(name.strip(), reference))
    return points
