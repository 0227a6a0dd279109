"""Periods: the days that a cell of an answer covers, and the whole months of a question."""

import datetime
from dataclasses import dataclass, replace
from typing import Optional

from django.utils.translation import gettext as _

from figures.question.question import TIMES, Question
from measures.calendars import CALENDARS
from measures.partial_date import PartialDate, Precision


@dataclass(frozen=True)
class Period:
    """First and last day, both included."""

    first: datetime.date
    last: datetime.date
    label: str


def period_of(cell: dict[str, str | None], calendar: str) -> Period | None:
    """The period of the cell's finest time dimension; None if it has none."""
    fixed = [cell[time] for time in TIMES if cell.get(time)]
    return _period(str(fixed[-1]), calendar) if fixed else None


def clipped(period: Period, first: datetime.date | None, last: datetime.date | None) -> Period:
    """The part of the period between the first and the last day of the question."""
    days = max(period.first, first or period.first), min(period.last, last or period.last)
    if days == (period.first, period.last):
        return period
    return Period(*days, f"{period.label.partition(' ')[0]} ({days[0]} to {days[1]})")


def so_far(period: Period, day: datetime.date) -> Period:
    """The period as labelled on that day: one that is not over is a period to date."""
    if not period.first <= day < period.last:
        return period
    name, _space, days = period.label.partition(" ")
    return replace(period, label=f"{to_date(name)} {days}".rstrip())


def to_date(name: object) -> str:
    return _("%(period)s to date") % {"period": name}


def _period(code: str, calendar: str) -> Period:
    """The period of a year `2009`, a quarter `2009-Q1` or a month `2009-07` in the calendar."""
    year, _dash, part = code.partition("-")
    years = CALENDARS[calendar]
    if not part:
        return Period(*years.dates(int(year)), years.label(int(year)))
    if not part.startswith("Q"):
        month = PartialDate.parse(code)
        return _named(month, code)
    name = code if years.start_month == 1 else f"FY{code}"
    return _quarter(name, years.dates(int(year))[0], int(part[1:]))


def _quarter(name: str, begins: datetime.date, number: int) -> Period:
    year, month = divmod(begins.year * 12 + begins.month - 1 + 3 * (number - 1), 12)
    quarter = PartialDate.starting(datetime.date(year, month + 1, 1), Precision.QUARTER)
    return _named(quarter, f"{name} ({quarter.first} to {quarter.last})")


def _named(date: PartialDate, label: str) -> Period:
    assert date.first is not None
    assert date.last is not None
    return Period(date.first, date.last, label)


@dataclass(frozen=True)
class Months:
    """First and last month of a period; None at an open end. A month has the number 12 * year + month - 1."""

    first: int | None
    last: int | None

    def whole_years(self) -> Optional["Months"]:
        """The whole years inside the period, or None."""
        first = None if self.first is None else -(-self.first // 12) * 12
        last = None if self.last is None else (self.last + 1) // 12 * 12 - 1
        return None if first is not None and last is not None and first > last else Months(first, last)

    def without(self, years: "Months") -> list[int]:
        """The months of the period before and after those years."""
        found: list[int] = []
        if self.first is not None and years.first is not None:
            found += range(self.first, years.first)
        if self.last is not None and years.last is not None:
            found += range(years.last + 1, self.last + 1)
        return found


def month_of(day: datetime.date) -> int:
    return 12 * day.year + day.month - 1


def months_of(question: Question) -> Months:
    return Months(
        month_of(question.first) if question.first else None,
        month_of(question.last) if question.last else None,
    )
