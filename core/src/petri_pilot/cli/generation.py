"""What `codegen` and `preview` share: choosing emitters and planning the output."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import click

from petri_pilot.cli.loading import load_plugins_loudly, settings_for
from petri_pilot.cli.output import fail, require_valid, show
from petri_pilot.diagnostics import has_errors

if TYPE_CHECKING:
    from petri_pilot.generate import Plan
    from petri_pilot.pipeline import Model
    from petri_pilot.plugins.api import Emitter
    from petri_pilot.plugins.collection import Plugins


@dataclass(frozen=True, slots=True)
class Generation:
    """What the command line says about generating."""

    targets: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    config: str | None = None
    alone: bool = field(default=False)
    """Only the named emitters; petri.toml names none."""

    @classmethod
    def only(cls, name: str, base: Generation, setting: str) -> Generation:
        """Just one emitter with a setting, all the model's features left to other runs."""
        settings = (*base.settings, setting)
        return replace(base, targets=(), extensions=(name,), settings=settings, alone=True)


@dataclass(frozen=True, slots=True)
class Planned:
    """A checked model and everything that would be written for it."""

    model: Model
    plan: Plan
    settings_out: str | None


def generation_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that choose emitters, as one `generation` argument."""

    @click.option(
        "--target",
        "--lang",
        "targets",
        metavar="NAME",
        multiple=True,
        help="A target to print, such as go. May be repeated.",
    )
    @click.option(
        "--with",
        "extensions",
        metavar="NAME",
        multiple=True,
        help="An extension to add, such as openapi. May be repeated.",
    )
    @click.option(
        "--without",
        "without",
        metavar="FEATURE",
        multiple=True,
        help="A feature of the model to leave out on purpose. May be repeated.",
    )
    @click.option(
        "--set",
        "settings",
        metavar="PLUGIN.OPTION=VALUE",
        multiple=True,
        help="An option of a plugin, such as go.module=example.com/shop.",
    )
    @click.option(
        "--config",
        metavar="FILE",
        type=click.Path(exists=True, dir_okay=False),
        help="The settings file, instead of petri.toml beside the model or here.",
    )
    @functools.wraps(function)
    def wrapper(
        *args: Any,
        targets: tuple[str, ...],
        extensions: tuple[str, ...],
        without: tuple[str, ...],
        settings: tuple[str, ...],
        config: str | None,
        **kwargs: Any,
    ) -> Any:
        generation = Generation(targets, extensions, without, settings, config)
        return function(*args, generation=generation, **kwargs)

    return wrapper


def plan_generation(path: str, generation: Generation, format_name: str | None) -> Planned:
    """Read, check and plan; end the run with diagnostics where anything is wrong."""
    from petri_pilot.generate import generate
    from petri_pilot.pipeline import load_model
    from petri_pilot.program.features import FEATURES

    settings = settings_for(path, generation.config)
    plugins = load_plugins_loudly("emitters", settings=settings)
    model = load_model(path, plugins, format_name=format_name)
    require_valid(model)
    assert model.program is not None
    named = (*generation.targets, *generation.extensions)
    if not generation.alone:
        named = (*(generation.targets or settings.targets), *generation.extensions, *settings.with_)
    emitters = choose(named, plugins, need_target=not generation.alone)
    without = frozenset((*generation.without, *settings.without))
    if generation.alone:
        without |= {feature.name for feature in model.program.features}
    options = merge_options(settings.options, generation.settings)
    plan = generate(
        model.program,
        emitters,
        options,
        without=without,
        owners=plugins.owners,
        known_features=FEATURES,
        available=plugins.emitters,
    )
    show(plan.diagnostics, model.locate)
    if has_errors(plan.diagnostics):
        fail("nothing was written")
    return Planned(model, plan, settings.out)


def choose(names: Sequence[str], plugins: Plugins, *, need_target: bool) -> list[Emitter]:
    """The emitters of these names, each once."""
    known = {emitter.name: emitter for emitter in plugins.emitters}
    unknown = [name for name in names if name not in known]
    if unknown:
        have = ", ".join(sorted(known)) or "none"
        fail(
            f"no plugin emits {', '.join(map(repr, unknown))} (installed: {have}). "
            f"Install it, for example: pip install petri-pilot-{unknown[0]}"
        )
    chosen = [known[name] for name in dict.fromkeys(names)]
    if need_target and not any(emitter.target for emitter in chosen):
        have = ", ".join(sorted(e.name for e in known.values() if e.target)) or "none installed"
        raise click.UsageError(f"Name a target with --target or in petri.toml (installed: {have}).")
    return chosen


def merge_options(
    configured: dict[str, dict[str, Any]], settings: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """The options of petri.toml with those of the command line over them."""
    from petri_pilot.plugins.options import SettingText

    merged = {name: dict(options) for name, options in configured.items()}
    for setting in settings:
        name, found, value = setting.partition("=")
        plugin, dot, option = name.partition(".")
        if not (found and dot and plugin and option):
            raise click.BadParameter(f"{setting!r} is not PLUGIN.OPTION=VALUE", param_hint="--set")
        merged.setdefault(plugin, {})[option] = SettingText(value)
    return merged
