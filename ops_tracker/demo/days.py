"""Fifteen years by the minute, and dates by the day, as text made beforehand."""

import datetime

from measures.partial_date import PartialDate, Precision

FIRST, LAST = datetime.date(2011, 1, 1), datetime.date(2025, 12, 31)
DAYS = [FIRST + datetime.timedelta(number) for number in range((LAST - FIRST).days + 1)]
MINUTES_A_DAY = 24 * 60
END = len(DAYS) * MINUTES_A_DAY - 1
YEAR = [day.year - FIRST.year for day in DAYS]
# Milliseconds from 1970 to the first minute, for ids that sort by time.
EPOCH = int(datetime.datetime(2011, 1, 1, tzinfo=datetime.UTC).timestamp() * 1000)
DATES = [day.isoformat() for day in DAYS]
CLOCK = [f"{minute // 60:02}:{minute % 60:02}+00" for minute in range(MINUTES_A_DAY)]
# The share of the time that has passed is this power of the share of the records: the later, the busier.
GROWTH = 0.85


def minute_of(number: int, rows: int) -> int:
    """The minute at which the record of that number is entered, counted from the first day."""
    return int((number / rows) ** GROWTH * END)


def moment_of(minute: int) -> str:
    """The start of that minute as text; minutes past the last day become its last one."""
    minute = min(minute, END)
    return f"{DATES[minute // MINUTES_A_DAY]} {CLOCK[minute % MINUTES_A_DAY]}"


def _date(first: datetime.date, precision: str) -> str:
    date = PartialDate.starting(first, precision)
    return f"{date.first}\t{date.last}\t{precision}"


def _week(number: int) -> str:
    return f"{DATES[max(number - 6, 0)]}\t{DATES[number]}\t{Precision.RANGE}"


# First day, last day and precision of what happened on each day, by how precisely that is known.
KNOWN: dict[str, list[str]] = {
    Precision.DAY: [_date(day, Precision.DAY) for day in DAYS],
    Precision.MONTH: [_date(day.replace(day=1), Precision.MONTH) for day in DAYS],
    Precision.QUARTER: [
        _date(day.replace(day=1, month=(day.month - 1) // 3 * 3 + 1), Precision.QUARTER) for day in DAYS
    ],
    Precision.YEAR: [_date(day.replace(day=1, month=1), Precision.YEAR) for day in DAYS],
    Precision.RANGE: [_week(number) for number in range(len(DAYS))],
    Precision.UNKNOWN: [f"\\N\t\\N\t{Precision.UNKNOWN}"] * len(DAYS),
}
