from django.shortcuts import get_object_or_404
from rest_framework.viewsets import ReadOnlyModelViewSet

from common.api.responses import Conditional
from measures.api.v1.filters import MeasureFilter, UnitFilter
from measures.api.v1.serializers import MeasureSerializer, UnitSerializer
from measures.models import Dimension, Measure, Unit

# A code has dots or dashes, which a router accepts only by an explicit pattern.
CODE = "[^/]+"


class MeasureViewSet(Conditional, ReadOnlyModelViewSet[Measure]):
    """What is counted: the tree of measures, each below the one that its code begins with."""

    queryset = Measure.objects.select_related("parent", "unit")
    serializer_class = MeasureSerializer
    filterset_class = MeasureFilter
    ordering = ("position", "code")
    lookup_field = "code"
    lookup_value_regex = CODE


class UnitViewSet(Conditional, ReadOnlyModelViewSet[Unit]):
    """Units of quantity and currencies. A code that is both, STN, is the unit by itself, and both in the list."""

    queryset = Unit.objects.all()
    serializer_class = UnitSerializer
    filterset_class = UnitFilter
    ordering = ("code", "id")
    lookup_field = "code"
    lookup_value_regex = CODE

    def get_object(self) -> Unit:
        found = self.filter_queryset(self.get_queryset()).filter(code=self.kwargs["code"])
        if found.count() > 1:
            found = found.exclude(dimension=Dimension.MONEY)
        return get_object_or_404(found)
