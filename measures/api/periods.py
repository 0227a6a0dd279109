"""Filters by period, for the lists of the API."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters

from common.api.filtersets import LeanFilterSet
from measures.partial_date import PartialDate, Precision


class _PeriodField(forms.CharField):
    """A month or a day, parsed into a PartialDate."""

    def clean(self, value: Any) -> PartialDate | None:
        text = super().clean(value)
        if not text:
            return None
        sentence = _("“%(text)s” is not a month or a day. Write 2009-07 or 2009-07-14.") % {"text": text}
        try:
            date = PartialDate.parse(text)
        except ValidationError:
            raise ValidationError(sentence) from None
        if date.precision not in (Precision.DAY, Precision.MONTH):
            raise ValidationError(sentence)
        return date


class MonthOrDayFilter(filters.Filter):
    field_class = _PeriodField


class InPeriod(LeanFilterSet):
    """Filters `from` and `to`: rows whose date certainly lies in the period.

    A date known to the year alone is in no month.
    """

    to = MonthOrDayFilter("date_to", method="until", help_text="Month or day, included: 2009-07-14.")

    @classmethod
    def get_filters(cls) -> dict[str, filters.Filter]:
        # No attribute can be named `from`.
        since = MonthOrDayFilter("date_from", method="since", help_text="Month or day, included: 2009-07.")
        return {"from": since, **super().get_filters()}

    def since(self, rows: QuerySet[Any], name: str, date: PartialDate) -> QuerySet[Any]:
        return rows.filter(date_from__gte=date.first)

    def until(self, rows: QuerySet[Any], name: str, date: PartialDate) -> QuerySet[Any]:
        # What ends by then began by then: an index on the first day knows it now, too.
        return rows.filter(date_to__lte=date.last, date_from__lte=date.last)
