from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from common.api.conditional import Conditional
from common.api.fields import Code, Sparse
from operations.api.filters import OfOperation
from operations.models import Indicator, Source


class IndicatorSerializer(Sparse, serializers.ModelSerializer):
    """Periods are written as dates are: 2009, 2009-Q3, 2009-07."""

    operation = Code()
    unit = Code()

    class Meta:
        model = Indicator
        fields = (
            "id", "code", "operation", "name", "before", "before_period", "after", "after_period", "unit", "source",
            "created_at",
        )  # fmt: skip


class IndicatorFilter(OfOperation):
    code = filters.CharFilter()
    source = filters.ModelChoiceFilter(queryset=Source.objects.all())


class IndicatorViewSet(Conditional, ReadOnlyModelViewSet):
    """A value before and after an operation. It describes, and is never added to anything."""

    queryset = Indicator.objects.select_related("operation", "unit")
    serializer_class = IndicatorSerializer
    filterset_class = IndicatorFilter
    ordering = ("-id",)

    def get_queryset(self):
        return super().get_queryset().visible_to(self.request.user)
