"""Fiscal years of administrations. Every label shows the first and the last day."""

import datetime
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Calendar:
    """A year of twelve months that starts on the first day of `start_month`."""

    code: str
    name: str | Promise
    start_month: int
    named_by_end: bool

    @property
    def shift(self) -> int:
        """Months to add to a date: the year of the result is the date's fiscal year."""
        return (13 - self.start_month) % 12 if self.named_by_end else (1 - self.start_month)

    def dates(self, year: int) -> tuple[datetime.date, datetime.date]:
        """First and last day of the fiscal year of that number, as far as there are days."""
        begins = year - 1 if self.named_by_end and self.start_month > 1 else year
        first = datetime.date(begins, self.start_month, 1) if begins else datetime.date.min
        if begins == datetime.MAXYEAR:
            return first, datetime.date.max
        return first, datetime.date(begins + 1, self.start_month, 1) - datetime.timedelta(days=1)

    def label(self, year: int) -> str:
        first, last = self.dates(year)
        prefix = "" if self.start_month == 1 else "FY"
        return f"{prefix}{year} ({first} to {last})"


# Start months: US 31 USC 1102; UK, Canada and India April to March; Australia July to June.
CALENDARS = {
    calendar.code: calendar
    for calendar in (
        Calendar("calendar", _("Calendar year"), 1, named_by_end=False),
        Calendar("us", _("United States fiscal year"), 10, named_by_end=True),
        Calendar("uk", _("United Kingdom financial year"), 4, named_by_end=False),
        Calendar("ca", _("Canadian fiscal year"), 4, named_by_end=False),
        Calendar("in", _("Indian financial year"), 4, named_by_end=False),
        Calendar("au", _("Australian financial year"), 7, named_by_end=True),
    )
}
