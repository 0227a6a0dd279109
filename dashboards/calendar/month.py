"""The weeks of a month with the events of each day."""

import calendar
import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR

from common.text.weeks import first_weekday
from dashboards.calendar.events import CalendarEvent

# Of one day in the grid; the list below has all of them.
SHOWN = 3


@dataclass
class CalendarDay:
    """A cell of the grid; days of the months before and after are empty."""

    date: datetime.date
    inside: bool
    today: bool
    events: list[CalendarEvent] = field(default_factory=list)

    @property
    def shown(self) -> list[CalendarEvent]:
        return self.events[:SHOWN]

    @property
    def more(self) -> int:
        return len(self.events) - len(self.shown)


@dataclass(frozen=True)
class Month:
    """A month as weeks, which begin on the day that the reader has chosen, else on that of the page's language."""

    first: datetime.date
    weeks: list[list[CalendarDay]]

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        return [(str(WEEKDAYS[day]), str(WEEKDAYS_ABBR[day])) for day in _weekdays()]


def weeks_of(first: datetime.date, events: Iterable[CalendarEvent], today: datetime.date) -> Month:
    dates = calendar.Calendar(_weekdays()[0]).monthdatescalendar(first.year, first.month)
    weeks = [[CalendarDay(day, day.month == first.month, day == today) for day in week] for week in dates]
    by_date = {day.date: day for week in weeks for day in week if day.inside}
    for event in events:
        if event.day in by_date:
            by_date[event.day].events.append(event)
    return Month(first, weeks)


def last_of(first: datetime.date) -> datetime.date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _weekdays() -> list[int]:
    """The seven days in the order of the page."""
    begin = first_weekday()
    return [(begin + day) % 7 for day in range(7)]
