"""Partial dates, and moments to the minute, formatted for a reader."""

import datetime as dt

from babel.dates import format_date, format_interval, format_skeleton
from django.utils.translation import gettext as _

from common.text.language import locale


def partial_date(text: str) -> str:
    """The date in words. `text` is "2009", "2009-Q3", "2009-07", "2009-07-14", "2008-10-01/2009-04-07" or ""."""
    if not text:
        return _("date not stated")
    if "/" in text:
        first, last = (dt.date.fromisoformat(part) for part in text.split("/"))
        return format_interval(first, last, "yMMMd", locale=locale())
    if "Q" in text:
        year, quarter = text.split("-Q")
        return format_skeleton("yQQQ", dt.date(int(year), int(quarter) * 3 - 2, 1), locale=locale())
    match text.split("-"):
        case [year]:
            return year
        case [year, month]:
            return format_skeleton("yMMMM", dt.date(int(year), int(month), 1), locale=locale())
    return format_date(dt.date.fromisoformat(text), "long", locale=locale())


def moment(at: dt.datetime) -> str:
    return f"{format_skeleton('yMMMd', at, locale=locale())}, {at:%H:%M} UTC"
