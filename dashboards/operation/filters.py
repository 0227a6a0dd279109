"""Filters and orders of the list of operations."""

from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Country
from agencies.requests import SignedInRequest
from common.db.folding import Folded
from operations.models import Marking, Operation, Participation, Threat
from operations.models.operation import OperationQuerySet
from records.pages.filters import CountryListFilter, Sorts, sort_filter

SORTS: Sorts = {
    "": (_("Newest first"), ["-created_at", "-id"]),
    "name": (_("Name"), [Folded("name"), "name", "id"]),
    "start": (_("Latest start first"), [F("starts_on").desc(nulls_last=True), "-id"]),
    "code": (_("Code"), ["code"]),
}


def _joined(request: SignedInRequest) -> QuerySet[Participation]:
    """Participations in operations that the reader may see: other choices would reveal hidden ones."""
    visible = Operation.objects.visible_to(request.user).values("pk")
    return Participation.objects.filter(operation__in=visible)


def _agencies(request: SignedInRequest) -> QuerySet[Agency]:
    return Agency.objects.filter(pk__in=_joined(request).values("agency"))


def _countries(request: SignedInRequest) -> QuerySet[Country]:
    joined = _joined(request)
    return Country.objects.filter(
        Q(pk__in=joined.values("country")) | Q(pk__in=joined.values("agency__country"))
    )


class OperationListFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="search")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Operation.Kind.choices, empty_label=_("All kinds")
    )
    threat = django_filters.ChoiceFilter(
        label=_("Threat"), choices=Threat.choices, empty_label=_("All threats"), method="of_threat"
    )
    agency = django_filters.ModelChoiceFilter(
        label=_("Agency"),
        queryset=_agencies,
        to_field_name="code",
        empty_label=_("All agencies"),
        method="joined",
    )
    country = CountryListFilter(
        label=_("Country"),
        queryset=_countries,
        to_field_name="code",
        empty_label=_("All countries"),
        method="within",
    )
    marking = django_filters.ChoiceFilter(
        label=_("Marking"), choices=Marking.choices, empty_label=_("All markings")
    )
    sort = sort_filter(SORTS)

    class Meta:
        model = Operation
        fields: list[str] = []

    def search(self, operations: OperationQuerySet, name: str, text: str) -> QuerySet[Operation]:
        return operations.search(text)

    def of_threat(self, operations: QuerySet[Operation], name: str, threat: str) -> QuerySet[Operation]:
        return operations.filter(threats__contains=[threat])

    def joined(self, operations: QuerySet[Operation], name: str, agency: Agency) -> QuerySet[Operation]:
        return operations.filter(participations__agency=agency).distinct()

    def within(self, operations: QuerySet[Operation], name: str, country: Country) -> QuerySet[Operation]:
        there = Q(participations__country=country) | Q(participations__agency__country=country)
        return operations.filter(there).distinct()

    def sorted(self, operations: QuerySet[Operation], name: str, sort: Any) -> QuerySet[Operation]:
        return operations.order_by(*SORTS[sort][1])
