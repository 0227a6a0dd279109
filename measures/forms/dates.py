"""Form fields of partial dates, for pages and admin. The API accepts ISO 8601 only (measures/partial_date.py)."""

import datetime
from typing import Any

from babel.dates import format_skeleton
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from common.errors import REPEATED
from common.text.dates import day_in_words, iso_text
from common.text.language import locale
from measures.partial_date import PartialDate

EXAMPLE = datetime.date(2009, 7, 14)


def read_date(text: str) -> PartialDate:
    """The date that the text means. Raises ValidationError, with examples, if it is no date or could be two."""
    try:
        return PartialDate.parse(iso_text(text))
    except ValidationError as error:
        if error.code != "no_date":
            raise
        shown = {"text": text.strip()[:REPEATED], "hint": hint()}
        raise ValidationError(_("“%(text)s” is not a date. %(hint)s"), "no_date", shown) from None


def hint() -> str:
    return _("Write %(examples)s; leave it empty if it is not known.") % {
        "examples": _("%(others)s, or a period such as %(period)s")
        % {"others": points(), "period": "2008-10-01/2009-04-07"}
    }


def points() -> str:
    """Examples of a day, a month, a quarter and a year, in a sentence."""
    month = format_skeleton("yMMMM", EXAMPLE, locale=locale())
    return f"{day_in_words(EXAMPLE)}, {EXAMPLE}, {month}, 2009-Q3, 2009"


HINT, POINTS = lazy(hint, str)(), lazy(points, str)()


class PartialDateField(forms.CharField):
    """A partial date in one text field; empty means unknown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 80, "help_text": HINT, **kwargs})

    def to_python(self, value: object) -> Any:
        return read_date(super().to_python(value) or "")

    def run_validators(self, value: Any) -> None:
        super().run_validators(str(value))

    def prepare_value(self, value: object) -> Any:
        return str(value) if isinstance(value, PartialDate) else value

    def has_changed(self, initial: object, data: object) -> bool:
        stored = initial if isinstance(initial, PartialDate) else PartialDate.parse(str(initial or ""))
        return super().has_changed(stored, data)


class DateTextField(PartialDateField):
    """A partial date for a text column, in ISO 8601."""

    def clean(self, value: object) -> Any:
        return str(super().clean(value))

    def has_changed(self, initial: object, data: object) -> bool:
        return forms.CharField.has_changed(self, initial, data)
