"""Which plugins are installed: one pass over the distributions on `sys.path`.

Only `entry_points.txt` is read, and parsed only where it mentions our group;
names, versions and addresses wait until somebody asks (see `identity`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from petri_pilot.plugins.hookspecs import GROUP
from petri_pilot.plugins.identity import Identity

if TYPE_CHECKING:
    from importlib_metadata import Distribution, EntryPoint


@dataclass(frozen=True, slots=True)
class Found:
    """An entry point of our group. `problem` says why it cannot be read, if so."""

    identity: Identity
    entry_point: EntryPoint | None
    problem: str | None = None


def discover(distributions: Iterable[Distribution] | None = None) -> list[Found]:
    """All entry points of the group, sorted by plugin, then by distribution.

    A distribution that appears twice on the path counts once, the first time,
    as it does for `import`.
    """
    found: list[Found] = []
    seen: set[str] = set()
    for distribution in _installed() if distributions is None else distributions:
        found.extend(_of(distribution, seen))
    return sorted(found, key=lambda f: (f.identity.name, f.identity.distribution))


def _installed() -> Iterator[Distribution]:
    import importlib_metadata

    for distribution in importlib_metadata.distributions():
        yield cast("Distribution", distribution)


def _of(distribution: Distribution, seen: set[str]) -> Iterator[Found]:
    try:
        text = distribution.read_text("entry_points.txt")
    except (OSError, UnicodeDecodeError):
        return  # unreadable and so not known to be ours
    if text is None or GROUP not in text:
        return
    name = Identity("unknown", distribution).distribution
    if name in seen:
        return
    seen.add(name)
    try:
        points = list(distribution.entry_points.select(group=GROUP))
        named = [(point.name, point, point.value.split(":")[0].split(".")[0]) for point in points]
    except Exception as error:  # whatever a malformed file makes the parser raise
        problem = f"has an entry_points.txt that cannot be read: {error}"
        yield Found(Identity(name, distribution), None, problem)
        return
    for plugin, point, package in named:
        yield Found(Identity(plugin, distribution, package.strip()), point)
