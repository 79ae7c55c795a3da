"""The times of traces: a fixed base instant plus increments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

BASE = datetime(2025, 1, 1, tzinfo=UTC)
STEP = 60
"""Seconds between two steps."""
LEAP = 30 * 24 * 3600
"""Seconds of a long pause, so that deadlines pass."""


def at(seconds: int) -> str:
    """The canonical form of the instant that many seconds after the base."""
    return wire(BASE + timedelta(seconds=seconds))


def wire(instant: datetime) -> str:
    """The canonical wire form of an instant in UTC."""
    text = instant.replace(tzinfo=None).isoformat(timespec="milliseconds")
    return f"{text}Z"


def shifted(text: str, seconds: int) -> str:
    """The canonical instant that many seconds later, or the same at the ends of time."""
    try:
        return wire(datetime.fromisoformat(text) + timedelta(seconds=seconds))
    except (OverflowError, ValueError):
        return text
