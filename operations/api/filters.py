"""How lists of the API are narrowed."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from rest_framework.request import Request

from agencies.models import Agency, Country
from measures.models import Measure
from measures.partial_date import PartialDate, Precision
from operations.models import Marking, Operation, Source, State


class _PeriodField(forms.CharField):
    """A month or a day; cleaned, a PartialDate."""

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


class PeriodFilter(filters.Filter):
    field_class = _PeriodField


class YesOrNo(filters.ChoiceFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=[("true", "true"), ("false", "false")], **kwargs)


class Instant(filters.IsoDateTimeFilter):
    def filter(self, qs: Any, value: datetime.datetime | None) -> Any:
        # "9999-12-31T23:59-14:00" is no instant that can be compared.
        try:
            return super().filter(qs, value and value.astimezone(datetime.UTC))
        except OverflowError:
            return qs.none()


def visible_operations(request: Request | None) -> QuerySet[Operation]:
    return Operation.objects.visible_to(request.user) if request else Operation.objects.none()


def by_code(queryset: Any, **kwargs: Any) -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(queryset=queryset, to_field_name="code", **kwargs)


class OfOperation(filters.FilterSet):
    operation = by_code(visible_operations)


class InPeriod(filters.FilterSet):
    """Rows whose date certainly lies in the period: what is known to the year alone is in no month."""

    to = PeriodFilter("date_to", method="until", help_text="Month or day, included: 2009-07-14.")

    @classmethod
    def get_filters(cls) -> dict[str, filters.Filter]:
        # No attribute can be named `from`.
        since = PeriodFilter("date_from", method="since", help_text="Month or day, included: 2009-07.")
        return {"from": since, **super().get_filters()}

    def since(self, rows: QuerySet, name: str, date: PartialDate) -> QuerySet:
        return rows.filter(date_from__gte=date.first)

    def until(self, rows: QuerySet, name: str, date: PartialDate) -> QuerySet:
        return rows.filter(date_to__lte=date.last)


class RecordFilter(InPeriod):
    """A record is of an operation if it is of one of its phases, and of a measure if of one below it."""

    operation = by_code(visible_operations, method="of_operation")
    measure = by_code(Measure.objects.all(), method="of_measure")
    country = by_code(Country.objects.all())
    recording_agency = by_code(Agency.objects.all(), field_name="owner")
    state = filters.ChoiceFilter(choices=State.choices)
    counted = YesOrNo(method="is_counted", help_text="Whether it is in the totals.")
    marking = filters.ChoiceFilter(choices=Marking.choices)
    source = filters.ModelChoiceFilter(queryset=Source.objects.all())
    reference = filters.CharFilter()
    edited_since = Instant("last_edited_at", lookup_expr="gte", help_text="Such as 2026-11-20T08:00:00Z.")

    def of_operation(self, records: QuerySet, name: str, operation: Operation) -> QuerySet:
        return records.filter(Q(operation=operation) | Q(operation__parent=operation))

    def of_measure(self, records: QuerySet, name: str, measure: Measure) -> QuerySet:
        return records.filter(measure__in=Measure.objects.within(measure.code).values("pk"))

    def is_counted(self, records: QuerySet, name: str, answer: str) -> QuerySet:
        counted = Q(state=State.VERIFIED, part_of__isnull=True)
        return records.filter(counted if answer == "true" else ~counted)


def visible_records(model: Any) -> Any:
    """For `part_of`: the records that whoever asks may see."""

    def of(request: Request | None) -> QuerySet:
        return model.objects.visible_to(request.user) if request else model.objects.none()

    return of
