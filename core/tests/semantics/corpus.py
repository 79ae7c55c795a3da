"""The corpus: models of tests/vectors/traces/models beside their committed traces.

    python core/tests/semantics/corpus.py

writes the traces anew. Nothing does so by itself: read the difference before
committing it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from petri_pilot.program import Program, resolve
from petri_pilot.semantics import traces, traces_text

FOLDER = Path(__file__).parents[3] / "tests" / "vectors" / "traces"
NAMES = sorted(path.stem for path in (FOLDER / "models").glob("*.json"))


def load(name: str) -> Program:
    """The model of that name."""
    document = json.loads((FOLDER / "models" / f"{name}.json").read_text(encoding="utf-8"))
    resolution = resolve(document, f"{name}.json")
    assert resolution.program is not None, [d.message for d in resolution.diagnostics]
    return resolution.program


def texts(name: str) -> Iterator[tuple[Path, str]]:
    """The trace files of a model: one an aggregate."""
    program = load(name)
    for aggregate in program.aggregates:
        text = traces_text(traces(program, aggregate))
        yield FOLDER / "traces" / f"{name}.{aggregate.id}.json", text


def regenerate() -> None:
    """Write every trace file and remove those of models that are gone."""
    folder = FOLDER / "traces"
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.json"):
        path.unlink()
    for name in NAMES:
        for path, text in texts(name):
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    regenerate()
