"""Diagnostics: kinds, origins, rendering, explanations."""

from petri_pilot.diagnostics.diagnostic import Diagnostic, Fix, Kind, Severity, has_errors
from petri_pilot.diagnostics.origin import NOWHERE, Origin

__all__ = ["NOWHERE", "Diagnostic", "Fix", "Kind", "Origin", "Severity", "has_errors"]
