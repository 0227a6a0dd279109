"""Filters that the lists of seizures and of outcomes share."""

from typing import Any

from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters

from agencies.api.requests import ReaderRequest
from agencies.models import Agency, Country
from common.api.codes import id_by_code
from common.api.filtersets import YesOrNo
from common.forms.filters import by_code
from measures.api.periods import InPeriod
from measures.models import Measure
from operations.api.filters import ChangedSince, OperationCodeFilter, visible_operations, visible_sources
from operations.models import Marking, ReviewedQuerySet, ReviewedRecord, State


class RecordFilter(InPeriod):
    """Filters of records: an operation includes its phases, and a measure those below it."""

    operation = OperationCodeFilter(
        queryset=visible_operations, to_field_name="code", field_name="operation", lookup_expr="in"
    )
    measure = by_code(Measure.objects.all(), method="of_measure")
    country = id_by_code(Country)
    recording_agency = id_by_code(Agency, field_name="owner")
    state = filters.ChoiceFilter(choices=State.choices)
    counted = YesOrNo(method="is_counted", help_text="Whether it is in the totals.")
    marking = filters.ChoiceFilter(choices=Marking.choices)
    source = filters.ModelChoiceFilter(
        queryset=visible_sources, method="resting_on", help_text="One of its sources, the first or another."
    )
    reference = filters.CharFilter()
    series = filters.CharFilter(help_text="Cumulative reports of one series.")
    edited_since = ChangedSince()

    def of_measure(self, records: QuerySet[Any], name: str, measure: Measure) -> QuerySet[Any]:
        return records.filter(measure__in=measures_within(measure))

    def resting_on(self, records: QuerySet[Any], name: str, source: Any) -> QuerySet[Any]:
        rows: Any = records.model._meta.get_field("sources").related_model
        further = rows.objects.filter(source=source).values(records.model._meta.model_name)
        return records.filter(Q(source=source) | Q(pk__in=further))

    def is_counted(self, records: QuerySet[Any], name: str, answer: str) -> QuerySet[Any]:
        counted = Q(state=State.VERIFIED, part_of__isnull=True)
        return records.filter(counted if answer == "true" else ~counted)


def measures_within(measure: Measure) -> list[int]:
    """The ids of the measure and of all below it. PostgreSQL plans better with ids: it knows how frequent they are."""
    return list(Measure.objects.within(measure.code).values_list("pk", flat=True))


def visible_records(model: type[ReviewedRecord]) -> Any:
    """The records that the requesting reader may see, for `part_of`."""

    def of(request: ReaderRequest | None) -> ReviewedQuerySet:
        return model.objects.visible_to(request.user) if request else model.objects.none()

    return of
