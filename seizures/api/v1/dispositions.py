"""Dispositions as rows of their own in the API."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import mixins, serializers
from rest_framework.viewsets import GenericViewSet

from agencies.api.requests import ReaderRequest
from agencies.models import User
from common.api.content import ContentDeleteMixin
from common.api.fields import Number, RowByIdField, Strict
from measures.api.fields import DAYS, TextDate, currency_field, unit_field
from measures.api.periods import InPeriod
from seizures import services
from seizures.api.v1.reading import PATH
from seizures.kinds import SEIZED_ITEM
from seizures.models import Disposition, Seizure


class StandaloneDispositionSerializer(Strict, serializers.ModelSerializer[Disposition]):
    """A disposition with its item. It is added, changed and removed in a draft; a verified seizure is amended first."""

    seizure = serializers.UUIDField(source="item.seizure_id", read_only=True)
    item = RowByIdField(SEIZED_ITEM, PATH)
    date = TextDate(required=False)
    quantity = Number(required=False, allow_null=True)
    quantity_high = Number(required=False, allow_null=True)
    unit = unit_field(required=False, allow_null=True)
    amount = Number(required=False, allow_null=True)
    amount_high = Number(required=False, allow_null=True)
    currency = currency_field(required=False, allow_null=True)

    class Meta:
        model = Disposition
        fields = (
            "id", "seizure", "item", "stage", "forfeiture", "date", *DAYS, "qualifier", "quantity", "quantity_high",
            "unit", "amount", "amount_high", "currency",
        )  # fmt: skip
        read_only_fields = DAYS
        validators = ()


class DispositionFilter(InPeriod):
    seizure = filters.UUIDFilter(field_name="item__seizure")
    item = filters.UUIDFilter()
    stage = filters.ChoiceFilter(choices=Disposition.Stage.choices)


class DispositionViewSet(ContentDeleteMixin, mixins.ListModelMixin, GenericViewSet[Disposition]):
    """What became of goods: forfeited, returned, destroyed, transferred."""

    request: ReaderRequest
    queryset = Disposition.objects.select_related("item", "unit", "currency")
    serializer_class = StandaloneDispositionSerializer
    filterset_class = DispositionFilter
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[Any]:
        visible = Seizure.objects.visible_to(self.request.user)
        return super().get_queryset().filter(item__seizure__in=visible.values("pk"))

    def recorded(self, data: dict[str, Any], by: User) -> Disposition:
        return services.record_disposition(Disposition(**data), by=by)

    def changed(self, row: Disposition, by: User) -> Disposition:
        return services.change_disposition(row, by=by)

    def removed(self, row: Disposition, by: User) -> None:
        services.remove_disposition(row, by=by)
