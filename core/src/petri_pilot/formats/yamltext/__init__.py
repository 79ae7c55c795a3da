"""YAML text: the part of YAML 1.2 that is plain data, with positions.

PyYAML is imported by the modules of this package, so import them only when
YAML is read or written.
"""
