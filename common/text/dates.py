"""Dates as people type them in the active language, converted to ISO 8601.

3/4 is in March or in April, by the language; where both are possible, the error asks which one is meant.
"""

import datetime
import re
from functools import cache

from babel import Locale
from babel.dates import format_date
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.errors import REPEATED
from common.text.folding import fold_text
from common.text.language import language, locale

# Names of months are understood in each of them on every page: none means another month elsewhere.
LANGUAGES = ("en", "es", "fr", "pt")
# English is read on both sides of the ocean.
EITHER_ORDER = ("en",)
WIDTHS = ("wide", "abbreviated")
TWO_DATES = _(
    "“%(text)s” can be read as %(one)s or as %(other)s. Write the month as a word, or begin with the year."
)
ANOTHER_ORDER = _("On this page “%(text)s” is written as %(right)s.")
SHORT_YEAR = _("Write the year of “%(text)s” with four digits.")
YEAR = r"(?P<year>\d{4})"
QUARTER = r"(?P<quarter>[1-4])"
SINGLE = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        YEAR,
        rf"{YEAR}[-.](?P<month>\d\d?)",
        rf"{YEAR}([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)",
        rf"(?P<month>\d\d?)[-/.]{YEAR}",
        rf"(?:(?P<day>\d\d?)(?:st|nd|rd|th|er|o)?\.?[ -]?)?(?P<name>[a-z]+)\.?[ ,-]*{YEAR}",
        rf"(?P<name>[a-z]+)\.? (?P<day>\d\d?)(?:st|nd|rd|th)?,? {YEAR}",
        rf"[qt]\.?{QUARTER}[ /-]*{YEAR}",
        rf"{QUARTER} ?[qt][ /-]*{YEAR}",
        rf"{YEAR}[ /-]*[qt]\.?{QUARTER}",
        rf"{QUARTER}[. ]*(?:o|er|e|st|nd|rd|th)?\.? (?:quarter|trimestre|trim)\.? {YEAR}",
    )
]
EITHER = re.compile(r"(?P<one>\d\d?)(?P<sign>[-/. ])(?P<other>\d\d?)(?P=sign)(?P<year>\d{2}|\d{4})", re.ASCII)
BETWEEN = re.compile(r" ?[\u2013\u2014] ?| - | (?:to|a|hasta|au|ate) ")
# What has one slash and is no period: a month or a quarter of a year.
ONE_OF_A_YEAR = re.compile(r"\d\d?/|[qt]\d/", re.ASCII)
LINKING = re.compile(r"\b(?:de|del|of)\b")


def iso_text(text: str) -> str:
    """The date or period in ISO 8601; the text itself if it is in no notation of the language.

    Raises ValidationError for text that could be two dates.
    """
    if any(sign.isdigit() and not sign.isascii() for sign in text):
        return text
    parts = BETWEEN.split(_bare(text)) if len(BETWEEN.findall(_bare(text))) == 1 else [_bare(text)]
    if len(parts) == 1 and text.count("/") == 1 and not ONE_OF_A_YEAR.match(parts[0]):
        parts = parts[0].split("/")
    found = [_single(fold_text(part)) for part in parts]
    return "/".join(each for each in found if each) if all(found) else text


def _bare(text: str) -> str:
    return " ".join(LINKING.sub(" ", text.casefold()).split())


def _single(text: str) -> str | None:
    for form in SINGLE:
        if (found := form.fullmatch(text)) and (iso := _iso_date(found.groupdict())):
            return iso
    if found := EITHER.fullmatch(text):
        return _ordered(text, int(found["one"]), int(found["other"]), found["year"])
    return None


def _iso_date(parts: dict[str, str | None]) -> str | None:
    year, month, day = parts["year"], parts.get("month"), parts.get("day")
    if quarter := parts.get("quarter"):
        return f"{year}-Q{quarter}"
    if name := parts.get("name"):
        month = month_numbers().get(name)
        if month is None:
            return None
    return "-".join([str(year), *(f"{int(part):02}" for part in (month, day) if part)])


def _ordered(text: str, one: int, other: int, year: str) -> str | None:
    """The date in ISO 8601 from day and month in either order; None if neither order is a date.

    Raises ValidationError if both orders are, or only the one that the language does not use.
    """
    shown = {"text": text[:REPEATED]}
    if len(year) == 2:
        raise ValidationError(SHORT_YEAR, "short_year", shown)
    day_first, month_first = _day(year, other, one), _day(year, one, other)
    if language() in EITHER_ORDER and day_first and month_first and day_first != month_first:
        raise ValidationError(
            TWO_DATES,
            "two_dates",
            shown | {"one": day_in_words(day_first), "other": day_in_words(month_first)},
        )
    if day_first is None and month_first and language() not in EITHER_ORDER:
        raise ValidationError(ANOTHER_ORDER, "another_order", shown | {"right": day_in_words(month_first)})
    found = day_first or month_first
    return found.isoformat() if found else None


def _day(year: str, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(int(year), month, day)
    except ValueError:
        return None


def day_in_words(day: datetime.date) -> str:
    """The day with the name of its month, in the order of the language."""
    return format_date(day, "long", locale=locale())


@cache
def month_numbers() -> dict[str, str]:
    """Numbers of the months by their names and abbreviations, folded."""
    return {
        fold_text(name).rstrip("."): str(number)
        for code in LANGUAGES
        for kind in ("format", "stand-alone")
        for width in WIDTHS
        for number, name in Locale.parse(code).months[kind][width].items()
    }
