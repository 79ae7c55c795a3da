"""What changed between two models: facts, renames, and a run that shows it."""

from petri_pilot.compare.comparison import Change, Comparison, Reach, compare
from petri_pilot.compare.witness import Witness

__all__ = ["Change", "Comparison", "Reach", "Witness", "compare"]
