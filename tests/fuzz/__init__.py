"""Hostile and random input: no traceback, nothing lost, and what passes compiles."""
