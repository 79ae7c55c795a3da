"""One document through everything that `petri` does with it, in this process."""

from __future__ import annotations

import functools
import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from petri_pilot.diagnostics import Diagnostic, has_errors
from petri_pilot.diagnostics.render import render_json, render_sarif, render_text
from petri_pilot.generate import Plan, generate
from petri_pilot.pipeline import Model, load_model
from petri_pilot.plugins.collection import Plugins
from petri_pilot.plugins.loader import load_plugins
from petri_pilot.program import Aggregate, Program
from petri_pilot.semantics import replay_traces
from petri_pilot.semantics.conformance.explore import Exploration
from petri_pilot.semantics.conformance.walks import walks

from tests.fuzz.documents import application, mutate_bytes, mutate_document, net

DAMAGED = 6
"""The last digit from which documents are damaged."""
WATCHDOG = 180
"""Seconds after which a document is taken to run for ever."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document. `plan` is there if it can be generated."""

    seed: int
    text: bytes
    model: Model
    plan: Plan | None
    codes: tuple[str, ...]

    @property
    def valid(self) -> bool:
        """Whether it passed validation."""
        return self.model.valid


@functools.cache
def plugins() -> Plugins:
    """The installed plugins, loaded once."""
    return load_plugins()


def document_text(seed: int) -> bytes:
    """Document number `seed`: of ten, six whole ones, two damaged in structure, two in bytes."""
    random = Random(seed)
    document = application(random) if seed % 3 == 0 else net(random)
    kind = seed % 10
    if kind in (DAMAGED, DAMAGED + 1):
        document = mutate_document(random, document)
    data = json.dumps(document, ensure_ascii=random.random() < 0.5, indent=1)
    content = data.encode("utf-8", "surrogatepass")
    return mutate_bytes(random, content) if kind > DAMAGED + 1 else content


def run(seed: int, folder: Path) -> Outcome:
    """Read, resolve, validate, trace and generate document number `seed`."""
    content = document_text(seed)
    file = folder / f"{seed}.json"
    file.write_bytes(content)
    try:
        with watchdog():
            return run_file(seed, content, file)
    finally:
        file.unlink()


def run_file(seed: int, content: bytes, file: Path) -> Outcome:
    """The same for a file."""
    model = load_model(str(file), plugins())
    _report(model.diagnostics, model)
    if not model.valid:
        assert has_errors(model.diagnostics), "refused without a reason"
        return Outcome(seed, content, model, None, _codes(model.diagnostics))
    program = model.program
    assert program is not None
    without = frozenset(feature.name for feature in program.features) - {"multiple-aggregates"}
    plan = generate(program, emitters(), options(seed), without=without)
    _report(plan.diagnostics, model)
    if not plan.ok:
        return Outcome(seed, content, model, None, _codes(plan.diagnostics))
    return Outcome(seed, content, model, plan, ())


def emitters() -> list[Any]:
    """Those whose output is checked here."""
    return [e for e in plugins().emitters if e.name in ("go", "openapi")]


def options(seed: int) -> dict[str, dict[str, Any]]:
    """Each application has a module path of its own."""
    return {"go": {"module": f"fuzz/app{seed}"}}


def walked(program: Program, aggregate: Aggregate, *, access: bool = True) -> dict[str, Any]:
    """Conformance traces without the search: what random walks meet.

    Most documents are generated with these, which take a hundredth of the time;
    those that are compiled have the real ones.
    """
    file = {
        "format": 1,
        "model": program.name,
        "model_hash": program.model_hash,
        "aggregate": aggregate.id,
        "traces": list(walks(Exploration(program, aggregate, 0, access))),
    }
    assert not replay_traces(program, file, access=access)
    return file


@contextmanager
def watchdog() -> Iterator[None]:
    """Raise in the middle of what runs for ever."""

    def bark(*_: object) -> None:
        raise AssertionError(f"still running after {WATCHDOG} seconds")

    before = signal.signal(signal.SIGALRM, bark)
    signal.alarm(WATCHDOG)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _report(diagnostics: tuple[Diagnostic, ...], model: Model) -> None:
    """Everything can be shown, and nothing is a crash in disguise."""
    for found in diagnostics:
        assert found.code != "core/plugin-crashed", found.message
    for render in (render_text, render_json, render_sarif):
        render(diagnostics, model.locate).encode()


def _codes(diagnostics: tuple[Diagnostic, ...]) -> tuple[str, ...]:
    return tuple(sorted({d.code for d in diagnostics if has_errors([d])}))
