"""New projects from the templates in `scaffold/`: a plugin, or a model."""

from __future__ import annotations

import keyword
import re
import shutil
import tempfile
from pathlib import Path
from typing import Final

from petri_pilot.diagnostics import Diagnostic, Kind, Severity

Made = tuple[Path | None, list[Diagnostic]]

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_TAKEN: Final = frozenset({"core", "petri", "petri-pilot", "block"})
"""Core's own names; `block` is a key of `[plugins]` in petri.toml."""


class NewNameRefused(Kind):
    """A new project cannot have that name.

    What it finds
        A name that is not lower-case words joined by `-`, or that is taken.

    Why it matters
        It becomes the name of a folder, a distribution, a module and an emitter.

    Example
        `petri new plugin My_Target`.

    How to fix
        Choose a name such as `my-target`.
    """

    code = "core/new-name-refused"
    severity = Severity.ERROR
    template = "{name!r} cannot be the name of a new project: {problem}"
    name: str
    problem: str


class NewFolderTaken(Kind):
    """The folder of a new project exists already, or cannot be made.

    What it finds
        Something at the path of the new folder, or an error of the system.

    Why it matters
        What is there would be mixed with the new project.

    Example
        `petri new shop` twice.

    How to fix
        Choose another name, or another place with `--out`.
    """

    code = "core/new-folder-taken"
    severity = Severity.ERROR
    template = "{folder} cannot be made: {problem}"
    folder: str
    problem: str


def new_plugin(name: str, out: str | Path = ".") -> Made:
    """Make `petri-pilot-<name>` below `out`: a plugin with a target, templates and tests.

    Returns the new folder, or None with diagnostics.
    """
    if name.startswith("petri-pilot-"):
        short = name.removeprefix("petri-pilot-")
        return _refused(name, f"give the short name {short!r}")
    return _make("plugin", name, f"petri-pilot-{name}", Path(out))


def new_model(name: str, out: str | Path = ".") -> Made:
    """Make `<name>` below `out`: a model with its settings, ready to be generated from.

    Returns the new folder, or None with diagnostics.
    """
    return _make("model", name, name, Path(out))


def templates_folder() -> Path:
    """Where the templates are: in the installed package, or in a checkout of the source."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "scaffold"
    return installed if installed.is_dir() else package.parents[2] / "scaffold"


def _make(kind: str, name: str, folder: str, out: Path) -> Made:
    if not _NAME.fullmatch(name) or len(name) > 40:
        return _refused(name, "it must be at most 40 of a-z, 0-9 and single -, a letter first")
    if name in _TAKEN or keyword.iskeyword(name):
        return _refused(name, "it is reserved")
    target = out / folder
    if target.exists() or target.is_symlink():
        return _failed(target, "it exists")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out, prefix=".petri-new-") as stage:
            made = _render(templates_folder() / kind, name, Path(stage))
            shutil.move(made, target)
    except OSError as error:
        return _failed(target, error.strerror or str(error))
    return target, []


def _render(template: Path, name: str, stage: Path) -> Path:
    """Render with cookiecutter, offline, without hooks and without the user's settings."""
    from cookiecutter.generate import (  # type: ignore[import-untyped]
        generate_context,
        generate_files,
    )

    context = generate_context(str(template / "cookiecutter.json"), extra_context={"name": name})
    values = context["cookiecutter"]
    for key, value in list(values.items()):
        if isinstance(value, str) and not key.startswith("_"):
            values[key] = _expand(value, values)
    return Path(generate_files(template, context, stage, accept_hooks=False))


def _expand(text: str, values: dict[str, str]) -> str:
    """Defaults of cookiecutter.json are templates over the values before them."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(undefined=StrictUndefined, autoescape=False)
    return environment.from_string(text).render(cookiecutter=values)


def _refused(name: str, problem: str) -> Made:
    return None, [Diagnostic(NewNameRefused(name, problem))]


def _failed(folder: Path, problem: str) -> Made:
    return None, [Diagnostic(NewFolderTaken(str(folder), problem))]
