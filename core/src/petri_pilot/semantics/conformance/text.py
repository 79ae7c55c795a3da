"""The text of a conformance file: canonical JSON, a line for every step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from petri_pilot.expr.values import canonical_json


def traces_text(file: Mapping[str, Any]) -> str:
    """JSON that diffs well; equal files have equal texts."""
    head = canonical_json({key: value for key, value in file.items() if key != "traces"})
    traces = ",\n".join(_trace(trace) for trace in file["traces"])
    return f'{head[:-1]},"traces":[\n{traces}\n]}}\n'


def _trace(trace: Mapping[str, Any]) -> str:
    steps = ",\n".join(canonical_json(step) for step in trace["steps"])
    return f'{{"name":{canonical_json(trace["name"])},"steps":[\n{steps}\n]}}'
