"""Diagnostics about generating and writing files, one module a stage."""
