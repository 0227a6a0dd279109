"""How lists of the API are narrowed."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from rest_framework.request import Request

from agencies.models import Agency, Country
from measures.models import Measure
from measures.partial_date import PartialDate, Precision
from operations.api.codes import CodeField, OperationFilter, id_by_code, look_up
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


class _Answers:
    """What a form would make of the parameters, without the widgets and the rest that a page would show of it."""

    def __init__(self, offered: dict[str, filters.Filter], data: Mapping[str, Any]) -> None:
        self.fields = {name: offer.field for name, offer in offered.items()}
        self.cleaned_data: dict[str, Any] = {}
        self.errors: dict[str, list[str]] = {}
        look_up(
            {field: data.get(name) for name, field in self.fields.items() if isinstance(field, CodeField)}
        )
        for name, field in self.fields.items():
            try:
                self.cleaned_data[name] = field.clean(data.get(name))
            except ValidationError as error:
                self.errors[name] = error.messages

    def is_valid(self) -> bool:
        return not self.errors


class Stated(filters.FilterSet):
    """Makes ready only the filters that are asked for: of eighteen, two or three."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        offered = type(self).base_filters  # type: ignore[has-type]
        self.base_filters = {name: each for name, each in offered.items() if name in (data or ())}
        super().__init__(data, *args, **kwargs)
        for each in self.filters.values():
            each.label = ""  # to be seen by nobody, and slow to make up

    @cached_property
    def form(self) -> _Answers:
        return _Answers(self.filters, self.data)


class OfOperation(Stated):
    operation = by_code(visible_operations)


class InPeriod(Stated):
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
        # What ends by then began by then: an index on the first day knows it now, too.
        return rows.filter(date_to__lte=date.last, date_from__lte=date.last)


class RecordFilter(InPeriod):
    """A record is of an operation if it is of one of its phases, and of a measure if of one below it."""

    operation = OperationFilter(
        queryset=visible_operations, to_field_name="code", field_name="operation", lookup_expr="in"
    )
    measure = by_code(Measure.objects.all(), method="of_measure")
    country = id_by_code(Country)
    recording_agency = id_by_code(Agency, field_name="owner")
    state = filters.ChoiceFilter(choices=State.choices)
    counted = YesOrNo(method="is_counted", help_text="Whether it is in the totals.")
    marking = filters.ChoiceFilter(choices=Marking.choices)
    source = filters.ModelChoiceFilter(queryset=Source.objects.all())
    reference = filters.CharFilter()
    edited_since = Instant("last_edited_at", lookup_expr="gte", help_text="Such as 2026-11-20T08:00:00Z.")

    def of_measure(self, records: QuerySet, name: str, measure: Measure) -> QuerySet:
        return records.filter(measure__in=within(measure))

    def is_counted(self, records: QuerySet, name: str, answer: str) -> QuerySet:
        counted = Q(state=State.VERIFIED, part_of__isnull=True)
        return records.filter(counted if answer == "true" else ~counted)


def within(measure: Measure) -> list[int]:
    """The measure and all below it: by id, so that PostgreSQL knows how rare they are before it plans."""
    return list(Measure.objects.within(measure.code).values_list("pk", flat=True))


def visible_records(model: Any) -> Any:
    """For `part_of`: the records that whoever asks may see."""

    def of(request: Request | None) -> QuerySet:
        return model.objects.visible_to(request.user) if request else model.objects.none()

    return of
