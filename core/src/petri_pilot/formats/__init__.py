"""Formats: from the text of a model file to a document, and back."""

from petri_pilot.formats.builtin import builtin_formats
from petri_pilot.formats.conversion import convert
from petri_pilot.formats.reading import read_model

__all__ = ["builtin_formats", "convert", "read_model"]
