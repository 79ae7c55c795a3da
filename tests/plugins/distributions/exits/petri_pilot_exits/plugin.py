"""Ends the process."""

raise SystemExit(3)
