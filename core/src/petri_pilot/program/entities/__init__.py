"""Entities become nets: states are token places, fields data places, actions commands."""
