from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import mixins, serializers
from rest_framework.viewsets import GenericViewSet

from agencies.api.requests import ReaderRequest
from agencies.models import User
from common.api.content import ContentChangeMixin
from common.api.fields import Number, Strict
from measures.api.fields import any_unit_field
from operations import services
from operations.api.fields import StatedIn, operation_field
from operations.api.filters import ChangedSince, OfOperation, visible_sources
from operations.models import Indicator, sources_for


class IndicatorSerializer(Strict, serializers.ModelSerializer[Indicator]):
    """Periods are partial dates: 2009, 2009-Q3, 2009-07. Without a `code` it is given one."""

    operation = operation_field()
    before = Number(required=False, allow_null=True)
    after = Number(required=False, allow_null=True)
    unit = any_unit_field()
    source = StatedIn(required=False, allow_null=True)  # type: ignore[assignment]  # the metaclass takes it away

    class Meta:
        model = Indicator
        fields = (
            "id", "code", "operation", "name", "before", "before_period", "after", "after_period", "unit", "source",
            "created_at", "changed_at",
        )  # fmt: skip
        # Whether the code is taken is for the service to say: it may be that of a hidden indicator.
        extra_kwargs = {"code": {"validators": (), "required": False}}
        validators = ()


class IndicatorFilter(OfOperation):
    code = filters.CharFilter()
    source = filters.ModelChoiceFilter(queryset=visible_sources)
    edited_since = ChangedSince()


class IndicatorViewSet(ContentChangeMixin, mixins.ListModelMixin, GenericViewSet[Indicator]):
    """A value before and after an operation. It describes, and is never added to a total."""

    request: ReaderRequest
    queryset = Indicator.objects.select_related("operation", "unit")
    serializer_class = IndicatorSerializer
    filterset_class = IndicatorFilter
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[Any]:
        reader = self.request.user
        return self.queryset.visible_to(reader).prefetch_related(sources_for(reader))

    def recorded(self, data: dict[str, Any], by: User) -> Indicator:
        return services.record_fact(Indicator(**data), by=by)

    def changed(self, row: Indicator, by: User) -> Indicator:
        return services.record_fact(row, by=by)
