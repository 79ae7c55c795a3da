"""A program, emitters made from functions, and template packages on disk."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import settings
from petri_pilot.diagnostics import Origin
from petri_pilot.plugins.api import Emission, EmitContext
from petri_pilot.program.ir import Feature, Program

# Other work on the same machine may stretch any single example.
settings.register_profile("petri", deadline=None)
settings.load_profile("petri")

EmitFunction = Callable[[Program, EmitContext], Emission]


class FunctionEmitter:
    """An emitter whose `emit` is given; other attributes have plain defaults."""

    def __init__(self, name: str, emit: EmitFunction | Emission, **attributes: Any) -> None:
        self.name = name
        self.target = True
        self.runs_after: tuple[str, ...] = ()
        self.sections: tuple[Any, ...] = ()
        self.implements: frozenset[str] = frozenset()
        self.options: tuple[Any, ...] = ()
        self.templates: str | None = None
        self.own_filters: dict[str, Any] = {}
        self.own_printers: dict[str, Any] = {}
        self._emit = emit
        for key, value in attributes.items():
            setattr(self, key, value)

    def emit(self, program: Program, ctx: EmitContext) -> Emission:
        return self._emit if isinstance(self._emit, Emission) else self._emit(program, ctx)

    def filters(self) -> Mapping[str, Any]:
        return self.own_filters

    def printers(self) -> Mapping[str, Any]:
        return self.own_printers

    def format(self, path: PurePosixPath, text: str) -> str:
        del path
        return text


@pytest.fixture
def emitter() -> type[FunctionEmitter]:
    return FunctionEmitter


@pytest.fixture
def make_program() -> Callable[..., Program]:
    """A program without aggregates that uses the given features."""

    def make(*features: str) -> Program:
        origin = Origin("model.json", "")
        used = tuple(Feature(name, origin.at("features", name)) for name in features)
        return Program(
            kind="net",
            name="Orders",
            slug="orders",
            version="1.0.0",
            description="",
            aggregates=(),
            roles=(),
            access=(),
            features=used,
            model_hash="0" * 64,
            structural_hash="0" * 64,
            origin=origin,
        )

    return make


@pytest.fixture
def program(make_program: Callable[..., Program]) -> Program:
    return make_program()


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """Make a package with the given templates; returns what `Emitter.templates` takes."""
    names: list[str] = []

    def make(**files: str) -> str:
        name = f"template_package_{len(names)}"
        names.append(name)
        folder = tmp_path / "site" / name / "templates"
        folder.mkdir(parents=True)
        (folder.parent / "__init__.py").write_text("")
        for stem, text in files.items():
            (folder / f"{stem}.j2").write_text(text)
        monkeypatch.syspath_prepend(str(tmp_path / "site"))
        importlib.invalidate_caches()
        return f"{name}:templates"

    yield make
    for name in names:
        sys.modules.pop(name, None)
