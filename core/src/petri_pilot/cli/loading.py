"""petri.toml and the installed plugins, as all subcommands find them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from petri_pilot.cli.output import FAILURE, show
from petri_pilot.diagnostics import has_errors
from petri_pilot.plugins.settings import Settings, read_settings

if TYPE_CHECKING:
    from petri_pilot.plugins.collection import Plugins


def settings_for(model: str | None = None, named: str | None = None) -> Settings:
    """The settings of the `named` file, else of petri.toml beside the model, else of
    the one in the current folder. Ends the run if the file is wrong.
    """
    settings, problems = read_settings(Path(named) if named is not None else _find(model))
    show(problems)
    if has_errors(problems):
        raise SystemExit(FAILURE)
    return settings


def _find(model: str | None) -> Path | None:
    beside = [] if model in (None, "-") else [Path(str(model)).absolute().parent]
    folders = [*beside, Path.cwd()]
    return next((f / "petri.toml" for f in folders if (f / "petri.toml").is_file()), None)


def load_plugins_loudly(
    *hooks: str, model: str | None = None, settings: Settings | None = None
) -> Plugins:
    """The installed plugins but those that petri.toml (beside `model`) blocks, with
    formats, validators and the named hooks' results
    (such as "emitters") collected. What is wrong with a plugin is told at once; with
    PETRI_STRICT_PLUGINS=1, or when core's own part is broken, it also ends the run.
    """
    from petri_pilot.plugins.loader import load_plugins

    plugins = load_plugins((settings or settings_for(model)).block)
    for hook in ("formats", "validators", *hooks):
        getattr(plugins, hook)
    show(plugins.diagnostics)
    if has_errors(plugins.diagnostics) or any(d.plugin == "core" for d in plugins.diagnostics):
        raise SystemExit(FAILURE)
    return plugins
