from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from common.api.conditional import Conditional
from common.api.fields import Code, Sparse
from measures.api.fields import DAYS, TextDate
from measures.api.periods import InPeriod
from operations.models import Source


class SourceSerializer(Sparse, serializers.ModelSerializer):
    """A source, graded by the Admiralty scale: the source from A to F, its information from 1 to 6.

    TLP:AMBER: only agencies that take part in its operation read it.
    """

    date = TextDate(read_only=True)
    operation = Code(allow_null=True)
    recording_agency = Code(source="owner", allow_null=True)

    class Meta:
        model = Source
        fields = (
            "id", "code", "publisher", "title", "date", *DAYS, "reliability", "credibility", "location",
            "operation", "marking", "recording_agency", "created_at",
        )  # fmt: skip


class SourceFilter(InPeriod):
    code = filters.CharFilter()
    reliability = filters.ChoiceFilter(choices=Source.Reliability.choices)
    credibility = filters.ChoiceFilter(choices=Source.Credibility.choices)


class SourceViewSet(Conditional, ReadOnlyModelViewSet):
    """The documents and messages that state results."""

    queryset = Source.objects.select_related("operation", "owner")
    serializer_class = SourceSerializer
    filterset_class = SourceFilter
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().visible_to(self.request.user)
