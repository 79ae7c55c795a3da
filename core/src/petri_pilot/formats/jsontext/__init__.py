"""JSON text: a strict decoder, positions, and advice on what is not JSON."""

from petri_pilot.formats.jsontext.decode import decode_object
from petri_pilot.formats.jsontext.encode import encode
from petri_pilot.formats.jsontext.locate import json_locator

__all__ = ["decode_object", "encode", "json_locator"]
