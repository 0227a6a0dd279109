"""Filters and orders of the lists of records."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.forms import CountryField
from agencies.models import Agency, Country
from agencies.requests import SignedInRequest
from common.db.folding import Folded
from common.forms.filters import by_code
from measures.forms.periods import PeriodFilter
from measures.models import Measure
from measures.partial_date import PartialDate
from operations.models import Marking, Operation, ReviewedQuerySet, State
from records.vague import GENERAL, Gap

LATEST = F("date_from").desc(nulls_last=True)
EARLIEST = F("date_from").asc(nulls_last=True)
Sorts = dict[str, tuple[Any, list[Any]]]
SORTS: Sorts = {
    "": (_("Newest first"), ["-created_at", "-id"]),
    "latest": (_("Latest date first"), [LATEST, "-id"]),
    "earliest": (_("Earliest date first"), [EARLIEST, "-id"]),
    "reference": (_("Reference"), ["reference", "revision", "id"]),
}


def sort_filter(sorts: Sorts) -> django_filters.ChoiceFilter:
    """The filter that sorts by the method `sorted` of its filter set; the order without a name is the usual one."""
    return django_filters.ChoiceFilter(
        label=_("Sort"),
        choices=[(name, label) for name, (label, _order) in sorts.items() if name],
        empty_label=sorts[""][0],
        method="sorted",
    )


class CountryListFilter(django_filters.ModelChoiceFilter):
    field_class = CountryField


def _operations(request: SignedInRequest) -> QuerySet[Operation]:
    return Operation.objects.visible_to(request.user).order_by(Folded("name"), "name")


class RecordListFilter(django_filters.FilterSet):
    """Filters of records: an operation includes its phases, and a measure those below it."""

    q = django_filters.CharFilter(label=_("Reference"), method="referred")
    operation = by_code(
        _operations, label=_("Operation"), empty_label=_("All operations"), method="of_operation"
    )
    measure = by_code(
        Measure.objects.all(), label=_("Measure"), empty_label=_("All measures"), method="of_measure"
    )
    agency = by_code(Agency.objects.all(), label=_("Agency"), empty_label=_("All agencies"))
    country = CountryListFilter(
        queryset=Country.objects.all(),
        to_field_name="code",
        label=_("Country"),
        empty_label=_("All countries"),
    )
    period = PeriodFilter(label=_("Period"), method="within")
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("All states"))
    marking = django_filters.ChoiceFilter(
        label=_("Marking"), choices=Marking.choices, empty_label=_("All markings")
    )
    recorder = by_code(
        Agency.objects.all(), label=_("Recorded by"), empty_label=_("All agencies"), field_name="owner"
    )
    gap = django_filters.ChoiceFilter(label=_("Left open"), empty_label=_("Anything"), method="leaving_open")
    sort = sort_filter(SORTS)

    # What records of the kind may leave open.
    gaps: Mapping[str, Gap] = GENERAL

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, gap.label) for name, gap in self.gaps.items()]
        self.filters["gap"].extra["choices"] = choices
        period = self.form.fields["period"]
        period.help_text, period.widget.attrs["placeholder"] = "", "2009, 2009-Q3, US FY2009 …"

    def referred(self, records: ReviewedQuerySet, name: str, text: str) -> QuerySet[Any]:
        """Records whose reference starts or ends with the text, by an index."""
        return records.referred(text)

    def of_operation(self, records: QuerySet[Any], name: str, operation: Operation) -> QuerySet[Any]:
        """The records of the operation and of its phases that the reader may see; a hidden phase stays hidden."""
        visible = Operation.objects.visible_to(self.request.user).filter(parent=operation).values("pk")
        return records.filter(Q(operation=operation) | Q(operation__in=visible))

    def of_measure(self, records: QuerySet[Any], name: str, measure: Measure) -> QuerySet[Any]:
        return records.filter(measure__in=Measure.objects.within(measure.code).values("pk"))

    def within(self, records: QuerySet[Any], name: str, period: PartialDate) -> QuerySet[Any]:
        if period.first is None:
            return records
        return records.filter(date_from__gte=period.first, date_to__lte=period.last)

    def leaving_open(self, records: QuerySet[Any], name: str, gap: str) -> QuerySet[Any]:
        return records.filter(self.gaps[gap].condition)

    def sorted(self, records: QuerySet[Any], name: str, sort: str) -> QuerySet[Any]:
        return records.order_by(*SORTS[sort][1])
