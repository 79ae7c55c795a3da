"""Plugins: the hooks, the protocols that they speak, and the loader.

A plugin imports `hookimpl` from here and everything else from
`petri_pilot.plugins.api`. See docs/plugins.md.
"""

from petri_pilot.plugins.hookspecs import hookimpl

__all__ = ["hookimpl"]
