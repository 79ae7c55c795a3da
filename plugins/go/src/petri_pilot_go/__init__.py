"""The Go target of Petri-Pilot."""
