"""Conformance traces: generated from the reference interpreter, replayed by every target."""
