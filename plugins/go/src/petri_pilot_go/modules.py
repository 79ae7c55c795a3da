"""go.mod and go.sum: what a project requires, with the sums that go with it.

Versions and sums come from the runtime's own go.mod and go.sum, so that there is
one place to change them and generation needs no network. Extensions add theirs
with `requirement`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from petri_pilot.plugins.api import DataPatch

from petri_pilot_go.runtime_source import HEADER, runtime_folder

GO_MOD = PurePosixPath("go.mod")
GO_SUM = PurePosixPath("go.sum")

_SQLITE = (
    "github.com/dustin/go-humanize",
    "github.com/google/uuid",
    "github.com/mattn/go-isatty",
    "github.com/ncruces/go-strftime",
    "github.com/remyoudompheng/bigfft",
    "golang.org/x/sys",
    "modernc.org/libc",
    "modernc.org/mathutil",
    "modernc.org/memory",
)
INDIRECT: Mapping[str, tuple[str, ...]] = {"modernc.org/sqlite": _SQLITE}
"""The modules that a directly required module makes necessary; a test compares it with Go."""

_REQUIRE = re.compile(r"^\s*(?:require\s+)?(\S+)\s+(v\S+)", re.MULTILINE)
_GO = re.compile(r"^go (\S+)$", re.MULTILINE)


def module_data(module: str, imports: Iterable[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The trees of go.mod and go.sum for a project with these foreign imports."""
    versions = _versions()
    direct = sorted({_module_of(path, versions) for path in imports})
    indirect = sorted({m for d in direct for m in INDIRECT.get(d, ())} - set(direct))
    require = {m: versions[m] for m in direct}
    mod = {
        "module": module,
        "go": _go_version(),
        "require": require,
        "indirect": {m: versions[m] for m in indirect},
    }
    wanted = {f"{m} {versions[m]}" for m in (*direct, *indirect)}
    sums = {k: v for k, v in _sums().items() if k.removesuffix("/go.mod") in wanted}
    return mod, {"sums": sums}


def requirement(
    path: str, version: str, sums: Mapping[str, str], *, indirect: bool = False
) -> tuple[DataPatch, DataPatch]:
    """The patches by which an extension requires a module.

    `sums` has a go.sum line's `path version` or `path version/go.mod` as key and
    its hash as value. Another version than somebody else's is refused by core.
    """
    kind = "indirect" if indirect else "require"
    return (
        DataPatch(GO_MOD, {kind: {path: version}}),
        DataPatch(GO_SUM, {"sums": dict(sums)}),
    )


def print_go_mod(tree: Mapping[str, Any]) -> str:
    """The text of go.mod, as `go mod tidy` would print it."""
    lines = [f"// {HEADER}", f"module {tree['module']}", "", f"go {tree['go']}"]
    direct: Mapping[str, str] = tree.get("require", {})
    indirect = {k: v for k, v in tree.get("indirect", {}).items() if k not in direct}
    for modules, mark in ((direct, ""), (indirect, " // indirect")):
        rows = [f"{path} {version}{mark}" for path, version in sorted(modules.items())]
        if len(rows) == 1:
            lines += ["", f"require {rows[0]}"]
        elif rows:
            lines += ["", "require (", *(f"\t{row}" for row in rows), ")"]
    return "\n".join(lines) + "\n"


def print_go_sum(tree: Mapping[str, Any]) -> str:
    """The text of go.sum."""
    return "".join(f"{key} {value}\n" for key, value in sorted(tree["sums"].items()))


def _module_of(path: str, versions: Mapping[str, str]) -> str:
    """The module that holds a package: the longest path that is a prefix."""
    found = [m for m in versions if path == m or path.startswith(m + "/")]
    if not found:
        raise LookupError(f"the runtime's go.mod has no module for {path}")
    return max(found, key=len)


@cache
def _go_mod() -> str:
    return (runtime_folder() / "go.mod").read_text("utf-8")


def _versions() -> dict[str, str]:
    return dict(_REQUIRE.findall(_go_mod()))


def _go_version() -> str:
    found = _GO.search(_go_mod())
    if found is None:
        raise LookupError("the runtime's go.mod has no go line")
    return found.group(1)


@cache
def _sums() -> dict[str, str]:
    lines = (runtime_folder() / "go.sum").read_text("utf-8").splitlines()
    return {f"{m} {v}": h for m, v, h in (line.split(" ") for line in lines)}
