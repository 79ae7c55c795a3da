"""JSON text: a strict decoder, positions, and advice on what is not JSON."""

from petri_pilot.formats.jsontext.encode import encode
from petri_pilot.formats.jsontext.read import read_object

__all__ = ["encode", "read_object"]
