"""The periods that the overview offers: each with the one before it, to which it is compared."""

import calendar as months
import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from figures.question.question import Question
from measures.calendars import CALENDARS

TWELVE, YEAR, LAST, ALL = "12m", "year", "last", "all"
Days = tuple[datetime.date, datetime.date]


@dataclass(frozen=True)
class OverviewPeriod:
    """The days of the figures and of those before; None where all there is is shown."""

    code: str
    calendar: str
    days: Days | None = None
    before: Days | None = None

    @property
    def time(self) -> str:
        """The dimension of the period's trend: month or year."""
        return "month" if self.days else "year"

    def question(self, agency: str) -> Question:
        first, last = self.days or (None, None)
        return Question(first=first, last=last, calendar=self.calendar, agency=(agency,) if agency else ())


def overview_period(code: str, calendar: str, today: datetime.date) -> OverviewPeriod:
    """The period of that code, the last twelve months for any other."""
    calendar = calendar if calendar in CALENDARS else "calendar"
    if code == ALL:
        return OverviewPeriod(ALL, calendar)
    if code == LAST:
        return OverviewPeriod(LAST, calendar, _year(calendar, today, 1), _year(calendar, today, 2))
    if code == YEAR:
        first, _last = _year(calendar, today, 0)
        days = first, _month_end(today)
        return OverviewPeriod(YEAR, calendar, days, _a_year_before(days))
    # Months that are over: a month that has begun cannot be held against a whole one.
    last = today.replace(day=1) - datetime.timedelta(days=1)
    first = _month_end(last.replace(year=last.year - 1, day=1)) + datetime.timedelta(days=1)
    return OverviewPeriod(TWELVE, calendar, (first, last), _a_year_before((first, last)))


def overview_periods() -> dict[str, str]:
    return {
        TWELVE: _("Last 12 full months"),
        YEAR: _("This year to date"),
        LAST: _("Last year"),
        ALL: _("All years"),
    }


def _year(calendar: str, today: datetime.date, back: int) -> Days:
    """The year of the calendar in which the day falls, or one before it."""
    years = CALENDARS[calendar]
    year = today.year + 1
    while years.dates(year)[0] > today:
        year -= 1
    return years.dates(year - back)


def _a_year_before(days: Days) -> Days:
    first, last = days
    return first.replace(year=first.year - 1), _month_end(last.replace(year=last.year - 1, day=1))


def _month_end(day: datetime.date) -> datetime.date:
    return day.replace(day=months.monthrange(day.year, day.month)[1])
