"""Form fields of days and moments, parsed in the notation of the page's language (common/text/dates.py)."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.errors import REPEATED
from common.text.dates import iso_text


class DayField(forms.DateField):
    """A field for a day, as people type it."""

    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values or isinstance(value, datetime.date):
            return super().to_python(value)
        try:
            return datetime.date.fromisoformat(iso_text(str(value)))
        except ValueError:
            sentence = _("“%(text)s” is not a day. Write it as 2009-07-14.")
            raise ValidationError(sentence, "no_day", {"text": str(value)[:REPEATED]}) from None


class MomentField(forms.SplitDateTimeField):
    """A day and a time."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields = (DayField(required=False), *self.fields[1:])
