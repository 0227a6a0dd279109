"""Fields that filter by a period, typed as text."""

import re
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from measures.calendars import CALENDARS, Calendar
from measures.forms.dates import PartialDateField, read_date
from measures.partial_date import PartialDate, Precision

FISCAL = re.compile(r"(?:(?P<calendar>[a-z]{2}) )?FY ?(?P<year>(?:19|20)\d{2})", re.ASCII | re.IGNORECASE)
# The calendar year has no fiscal year of its own.
FISCAL_CALENDARS = {code: calendar for code, calendar in CALENDARS.items() if calendar.start_month > 1}


def read_period(text: str) -> PartialDate:
    """The period that the text means: a partial date, or a fiscal year with its calendar ("US FY2021").

    Raises ValidationError for a fiscal year without a calendar.
    """
    if (found := FISCAL.fullmatch(text.strip())) is None:
        return read_date(text)
    year, code = int(found["year"]), (found["calendar"] or "").lower()
    if code not in FISCAL_CALENDARS:
        readings = ", ".join(_reading(*each, year) for each in FISCAL_CALENDARS.items())
        sentence = _("Say whose fiscal year: %(readings)s.")
        raise ValidationError(sentence, "several_calendars", {"readings": readings})
    return PartialDate(*FISCAL_CALENDARS[code].dates(year), Precision.RANGE)


def _reading(code: str, calendar: Calendar, year: int) -> str:
    first, last = calendar.dates(year)
    return f"{code.upper()} FY{year} ({first}/{last})"


class PeriodField(PartialDateField):
    """A period, with a short error sentence that fits into a narrow filter bar."""

    def to_python(self, value: object) -> Any:
        try:
            return read_period(str(value or "").strip())
        except ValidationError as error:
            if error.code != "no_date":
                raise
            raise ValidationError(_("Write 2009, 2009-Q3, 2009-07 or US FY2009.")) from None


class PeriodFilter(django_filters.Filter):
    field_class = PeriodField
