"""Parses dates and periods in the formats that a mapping states."""

import datetime
import re
from decimal import Decimal
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.errors import REPEATED
from common.text.dates import month_numbers
from common.text.folding import fold_text
from imports.mapping.digits import western
from imports.mapping.errors import Unclear
from imports.reading.cells import Cell, text_of
from measures.partial_date import PartialDate

# What a spreadsheet counts days from; its first day is 1900-01-01, and it takes 1900 for a leap year.
EPOCH = datetime.date(1899, 12, 30)
EPOCH_1904 = datetime.date(1904, 1, 1)
SERIALS = range(367, 2958466)
DAYS = re.compile(r"%[djxcDF]")
MONTHS = re.compile(r"%[mbBh]")
ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)


def date_text(cell: Cell, formats: tuple[str, ...], *, from_1904: bool = False) -> str:
    """The date in ISO 8601, as precise as its format. Raises Unclear if it is none."""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return _serial(cell, formats, EPOCH_1904 if from_1904 else EPOCH)
    return _text(western(text_of(cell)), formats)


def _serial(number: Decimal, formats: tuple[str, ...], epoch: datetime.date) -> str:
    """The date of a number in a workbook: digits of a date (20130514, or a year), or a spreadsheet's count of days."""
    text = f"{number:f}"
    for form in formats:
        if "%" in form and (found := parsed_date(text, form)):
            return found
    if re.fullmatch(r"(19|20)\d\d", text, re.ASCII):
        return text
    if number.is_finite() and int(number) in SERIALS:
        return (epoch + datetime.timedelta(days=int(number))).isoformat()
    raise Unclear(_("%(text)s is not a date.") % {"text": text[:REPEATED]})


@lru_cache(maxsize=5_000)
def _text(text: str, formats: tuple[str, ...]) -> str:
    for form in formats:
        if found := parsed_date(text, form):
            return found
    if found_iso := ISO.fullmatch(text):
        text = found_iso[1]
    try:
        return str(PartialDate.parse(text))
    except ValidationError as error:
        if not formats:
            raise Unclear(" ".join(error.messages)) from None
        raise Unclear(
            _("“%(text)s” is not a date written as %(formats)s.")
            % {"text": text[:REPEATED], "formats": ", ".join(formats)}
        ) from None


def is_date_format(form: str) -> bool:
    """Whether dates can be written and parsed by the format, at least a year."""
    try:
        moment = datetime.datetime.strptime(datetime.datetime(2009, 7, 14).strftime(form), form)  # noqa: DTZ001, DTZ007
    except (ValueError, re.error):
        return False
    return moment.year == 2009


def parsed_date(text: str, form: str) -> str | None:
    try:
        # A day alone has no time zone.
        moment = datetime.datetime.strptime(text, form)  # noqa: DTZ007
    except ValueError:
        return None
    if DAYS.search(form):
        return moment.date().isoformat()
    return f"{moment:%Y-%m}" if MONTHS.search(form) else f"{moment:%Y}"


def period_text(parts: dict[str, str], first_month: int) -> str:
    """A date from columns of year, month and day; a fiscal year has the number of the year in which it ends."""
    fiscal = parts.get("fiscal_year")
    if fiscal:
        return _fiscal(year_number(fiscal), parts.get("month"), first_month)
    if not parts.get("year"):
        if parts.get("month") or parts.get("day"):
            raise Unclear(_("There is a month or a day, and no year."))
        return ""
    year, month, day = year_number(parts["year"]), parts.get("month"), parts.get("day")
    if not month:
        if day:
            raise Unclear(_("There is a day, and no month."))
        return f"{year:04}"
    if not day:
        return f"{year:04}-{month_number(month):02}"
    try:
        return datetime.date(year, month_number(month), _whole(day)).isoformat()
    except ValueError:
        shown = {"year": year, "month": month, "day": day}
        raise Unclear(_("There is no day %(day)s of month %(month)s in %(year)s.") % shown) from None


def _fiscal(year: int, month: str | None, first_month: int) -> str:
    started = year - 1 if first_month > 1 else year
    if month:
        number = month_number(month)
        return f"{started if number >= first_month else year:04}-{number:02}"
    if first_month == 1:
        return f"{year:04}"
    last = datetime.date(year, first_month, 1) - datetime.timedelta(days=1)
    return f"{started:04}-{first_month:02}-01/{last.isoformat()}"


@lru_cache(maxsize=1000)
def year_number(text: str) -> int:
    found = re.fullmatch(r"(?:FY ?)?((?:19|20)\d\d)(?:\.0)?", text.strip(), re.ASCII | re.IGNORECASE)
    if found is None:
        raise Unclear(_("“%(text)s” is not a year in four digits.") % {"text": text[:REPEATED]})
    return int(found[1])


@lru_cache(maxsize=1000)
def month_number(text: str) -> int:
    """The month of a number, or of a name in any language of the pages."""
    if re.fullmatch(r"\d{1,2}(\.0)?", text, re.ASCII) and 1 <= int(text.split(".", maxsplit=1)[0]) <= 12:
        return int(text.split(".", maxsplit=1)[0])
    known = month_numbers().get(fold_text(text).rstrip("."))
    if known is None:
        raise Unclear(_("“%(text)s” is not a month.") % {"text": text[:REPEATED]})
    return int(known)


def _whole(text: str) -> int:
    if not re.fullmatch(r"\d{1,2}(\.0)?", text, re.ASCII):
        raise Unclear(_("“%(text)s” is not a day of a month.") % {"text": text[:REPEATED]})
    return int(text.split(".", maxsplit=1)[0])


@lru_cache(maxsize=5_000)
def first_day(text: str) -> datetime.date | None:
    """The first day of a date as it is stored, if it is one."""
    try:
        return PartialDate.parse(text).first
    except ValidationError:
        return None
