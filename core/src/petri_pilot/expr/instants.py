"""Instants: RFC 3339 text to and from milliseconds since 1970, years 0001 to 9999."""

from __future__ import annotations

import re
from functools import cache

TIME_MIN = -62135596800000
"""0001-01-01T00:00:00.000Z in milliseconds since 1970."""
TIME_MAX = 253402300799999
"""9999-12-31T23:59:59.999Z in milliseconds since 1970."""
TIME_ZERO = "0001-01-01T00:00:00.000Z"

_DAY = 86_400_000


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})"
        r"(?:\.([0-9]+))?(?:Z|([+-])([0-9]{2}):([0-9]{2}))"
    )


def parse_time(text: str) -> int | None:
    """Milliseconds since 1970 of an RFC 3339 time, None if the text is none.

    Digits after the third are cut. The result may lie outside the years 0001
    to 9999; see `in_range`.
    """
    match = _pattern().fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(match.group(n)) for n in range(1, 7))
    if not 1 <= month <= 12 or not 1 <= day <= _days_in_month(year, month):
        return None
    if hour > 23 or minute > 59 or second > 59:
        return None
    offset_hour, offset_minute = int(match.group(9) or 0), int(match.group(10) or 0)
    if offset_hour > 23 or offset_minute > 59:
        return None
    offset = (offset_hour * 60 + offset_minute) * (-1 if match.group(8) == "-" else 1)
    millis = int(((match.group(7) or "") + "000")[:3])
    minutes = hour * 60 + minute - offset
    return _days_from_civil(year, month, day) * _DAY + (minutes * 60 + second) * 1000 + millis


def in_range(millis: int) -> bool:
    """Whether the instant lies in the years 0001 to 9999."""
    return TIME_MIN <= millis <= TIME_MAX


def time_text(millis: int) -> str:
    """The canonical text of an instant in range: YYYY-MM-DDTHH:MM:SS.mmmZ."""
    days, rest = divmod(millis, _DAY)
    year, month, day = _civil_from_days(days)
    seconds, milli = divmod(rest, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z"


def millis_of(canonical: str) -> int:
    """Milliseconds since 1970 of a canonical text."""
    millis = parse_time(canonical)
    if millis is None:
        raise ValueError(f"{canonical!r} is not a canonical time")
    return millis


def _days_in_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _days_from_civil(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 in the proleptic Gregorian calendar.

    Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    """
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * 146097 + day_of_era - 719468


def _civil_from_days(days: int) -> tuple[int, int, int]:
    """The inverse of `_days_from_civil`, from the same source."""
    era, day_of_era = divmod(days + 719468, 146097)
    year_of_era = (
        day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return (
        year_of_era + era * 400 + (month <= 2),
        month,
        day_of_year - (153 * shifted + 2) // 5 + 1,
    )
