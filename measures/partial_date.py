"""Partial dates: as precise as the source is.

Written as `2009-07-14`, `2009-07`, `2009-Q3`, `2009`, or a range `2008-10-01/2009-04-07`; empty text is an unknown
date.
"""

import calendar
import datetime
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.errors import REPEATED


class Precision(models.TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    YEAR = "year", _("year")
    RANGE = "range", _("from day to day")
    UNKNOWN = "unknown", _("not known")


FORMS = {
    Precision.DAY: re.compile(r"(\d{4})-(\d{2})-(\d{2})"),
    Precision.MONTH: re.compile(r"(\d{4})-(\d{2})"),
    Precision.QUARTER: re.compile(r"(\d{4})-[Qq]([1-4])"),
    Precision.YEAR: re.compile(r"(\d{4})"),
}
# No source reaches further back; calendars that shift a year need room below it.
EARLIEST = datetime.date(1900, 1, 1)
EARLIEST_ZONE = datetime.timezone(datetime.timedelta(hours=14))
HINT = _(
    "Write 2009-07-14, 2009-07, 2009-Q3, 2009 or 2008-10-01/2009-04-07; leave it empty if it is not known."
)


@dataclass(frozen=True)
class PartialDate:
    """The first and the last possible day (both included), and the precision."""

    first: datetime.date | None = None
    last: datetime.date | None = None
    precision: str = Precision.UNKNOWN

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """The date that the text states. Raises ValidationError with a hint if it states none."""
        text = text.strip()
        if not text:
            return cls()
        try:
            first, *last = (cls._single(part.strip()) for part in text.split("/", 1))
            return cls._stretch(first, *last) if last else first
        except ValueError:
            sentence = _("“%(text)s” is not a date. %(hint)s")
            shown = {"text": text[:REPEATED], "hint": HINT}
            raise ValidationError(sentence, "no_date", shown) from None

    @classmethod
    def _stretch(cls, first: "PartialDate", last: "PartialDate") -> "PartialDate":
        assert first.first is not None
        assert last.last is not None
        if first.first > last.last:
            raise ValidationError(_("The end is before the start."), code="end_before_start")
        return cls(first.first, last.last, Precision.RANGE)

    @classmethod
    def _single(cls, text: str) -> "PartialDate":
        for precision, form in FORMS.items():
            if found := form.fullmatch(text):
                first = _first_day(precision, [int(part) for part in found.groups()])
                if first < EARLIEST:
                    raise ValidationError(_("Nothing before 1900 is recorded here."), code="too_early")
                return cls.starting(first, precision)
        raise ValueError(text)

    @classmethod
    def starting(cls, first: datetime.date, precision: str) -> "PartialDate":
        """The day, month, quarter or year that starts on `first`, as far as there are days."""
        months = {Precision.DAY: 0, Precision.MONTH: 1, Precision.QUARTER: 3, Precision.YEAR: 12}[
            Precision(precision)
        ]
        if not months:
            return cls(first, first, precision)
        year, month = divmod(first.year * 12 + first.month - 1 + months - 1, 12)
        if year > datetime.MAXYEAR:
            return cls(first, datetime.date.max, precision)
        last = datetime.date(year, month + 1, calendar.monthrange(year, month + 1)[1])
        return cls(first, last, precision)

    def __str__(self) -> str:
        if self.first is None or self.last is None:
            return ""
        match self.precision:
            case Precision.DAY:
                return self.first.isoformat()
            case Precision.MONTH:
                return f"{self.first.year:04}-{self.first.month:02}"
            case Precision.QUARTER:
                return f"{self.first.year:04}-Q{(self.first.month + 2) // 3}"
            case Precision.YEAR:
                return f"{self.first.year:04}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def _first_day(precision: str, numbers: list[int]) -> datetime.date:
    if precision == Precision.QUARTER:
        return datetime.date(numbers[0], numbers[1] * 3 - 2, 1)
    year, month, day = (*numbers, 1, 1)[:3]
    return datetime.date(year, month, day)


def newest_day(now: datetime.datetime | None = None) -> datetime.date:
    """The newest day that has begun anywhere on earth: in Kiribati it begins 14 hours before UTC."""
    return (now or timezone.now()).astimezone(EARLIEST_ZONE).date()


def check_not_future(date: PartialDate, today: datetime.date | None = None) -> None:
    """Raises ValidationError if the date has not begun anywhere on earth: results are of the past."""
    latest = date.last if date.precision == Precision.RANGE else date.first
    if latest and latest > (today or newest_day()):
        raise ValidationError(_("%(date)s is in the future.") % {"date": date}, code="future")
