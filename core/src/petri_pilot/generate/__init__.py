"""Generation: order, emit, check, merge, render, format, write."""

from petri_pilot.generate.generation import generate
from petri_pilot.generate.plan import Plan, RenderedFile
from petri_pilot.generate.write import WriteReport, write

__all__ = ["Plan", "RenderedFile", "WriteReport", "generate", "write"]
