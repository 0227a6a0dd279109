from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from common.api.fields import Code, Sparse
from common.api.responses import Conditional
from operations.api.fields import SourceId
from operations.api.filters import ChangedSince, OfOperation, visible_sources
from operations.models import Indicator, sources_for


class IndicatorSerializer(Sparse, serializers.ModelSerializer):
    """Periods are partial dates: 2009, 2009-Q3, 2009-07."""

    operation = Code()
    unit = Code()
    source = SourceId()

    class Meta:
        model = Indicator
        fields = (
            "id", "code", "operation", "name", "before", "before_period", "after", "after_period", "unit", "source",
            "created_at", "changed_at",
        )  # fmt: skip


class IndicatorFilter(OfOperation):
    code = filters.CharFilter()
    source = filters.ModelChoiceFilter(queryset=visible_sources)
    edited_since = ChangedSince()


class IndicatorViewSet(Conditional, ReadOnlyModelViewSet):
    """A value before and after an operation. It describes, and is never added to a total."""

    queryset = Indicator.objects.select_related("operation", "unit")
    serializer_class = IndicatorSerializer
    filterset_class = IndicatorFilter
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[Any]:
        reader = self.request.user
        return super().get_queryset().visible_to(reader).prefetch_related(sources_for(reader))
