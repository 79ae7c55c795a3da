"""Diagnostics as text, JSON and SARIF."""

from petri_pilot.diagnostics.render.json import render_json
from petri_pilot.diagnostics.render.sarif import render_sarif
from petri_pilot.diagnostics.render.text import render_text

__all__ = ["render_json", "render_sarif", "render_text"]
