"""Petri-Pilot: models become verified, event-sourced applications."""

__version__ = "0.1.0"
