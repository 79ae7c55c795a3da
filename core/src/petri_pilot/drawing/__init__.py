"""Pictures of nets: layered layout and SVG, without any program beside Python."""

from petri_pilot.drawing.graph import graph_of
from petri_pilot.drawing.layout import Layout, lay_out
from petri_pilot.drawing.svg import draw

__all__ = ["Layout", "draw", "graph_of", "lay_out"]
