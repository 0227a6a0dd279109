"""The periods of calendars in plain Python."""

import datetime as dt

from tests.figures.world import (
    Days,
)

START_MONTHS = {"calendar": 1, "us": 10, "uk": 4}
NAMED_BY_END = {"us"}


def label(time: str, day: dt.date, calendar: str) -> str:
    start = START_MONTHS[calendar]
    year = day.year if day.month >= start else day.year - 1
    if calendar in NAMED_BY_END:
        year += 1
    match time:
        case "month":
            return day.strftime("%Y-%m")
        case "quarter":
            return f"{year}-Q{(day.month - start) % 12 // 3 + 1}"
    return str(year)


def fixed(time: str, days: Days, calendar: str) -> str | None:
    if days is None:
        return None
    first, last = (label(time, day, calendar) for day in days)
    return first if first == last else None
