"""What `petri plugins list` shows."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from petri_pilot.plugins.identity import Identity

if TYPE_CHECKING:
    from petri_pilot.plugins.api import Emitter


@dataclass(frozen=True, slots=True)
class OptionRecord:
    """An option of an emitter."""

    name: str
    type: str
    default: Any
    help: str
    choices: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class EmitterRecord:
    """An emitter that a plugin brings."""

    name: str
    target: bool
    implements: tuple[str, ...]
    sections: tuple[str, ...]
    options: tuple[OptionRecord, ...]


@dataclass(frozen=True, slots=True)
class PluginRecord:
    """An installed plugin. `status` is enabled, blocked or broken; `problem` says why broken."""

    name: str
    distribution: str
    version: str
    url: str | None
    status: str
    problem: str | None
    hooks: tuple[str, ...]
    emitters: tuple[EmitterRecord, ...]

    def as_line(self) -> str:
        """The record for people, with tabs aligned to columns of fixed width."""
        hooks = " ".join(hook.removeprefix("petri_") for hook in self.hooks)
        emitters = " ".join(e.name for e in self.emitters)
        text = f"{self.name:<16} {self.version:<10} {self.status:<8} {hooks}"
        text += f" ({emitters})" if emitters else ""
        return text + (f": {self.problem}" if self.problem else "")

    def as_json(self) -> dict[str, Any]:
        """The record as a JSON object, with tuples as lists."""
        return _plain(asdict(self))  # type: ignore[no-any-return]


def plugin_record(
    identity: Identity,
    status: str,
    problem: str | None = None,
    hooks: tuple[str, ...] = (),
    emitters: tuple[Emitter, ...] = (),
) -> PluginRecord:
    """The record of one plugin."""
    return PluginRecord(
        identity.name,
        identity.distribution,
        identity.version,
        identity.url,
        status,
        problem,
        hooks,
        tuple(_emitter(e) for e in emitters),
    )


def _emitter(emitter: Emitter) -> EmitterRecord:
    return EmitterRecord(
        emitter.name,
        emitter.target,
        tuple(sorted(emitter.implements)),
        tuple(s.id for s in emitter.sections),
        tuple(
            OptionRecord(o.name, o.type.__name__, o.default, o.help, o.choices)
            for o in emitter.options
        ),
    )


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {k: _plain(v) for k, v in value.items()}
        case list() | tuple():
            return [_plain(v) for v in value]
        case _:
            return value
