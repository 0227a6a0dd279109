"""How records are written in JSON, and what is said where they are not."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from common.api.addresses import api_url
from common.api.lookups import RowByIdField, RowField
from operations.discretion import Discretion
from operations.models import Operation, Source
from operations.sharing import visible_condition


class VisibleRowField(RowField):
    """A row that the reader may see: one that they may not is not there."""

    def _meant(self) -> tuple[str, Sequence[Any]]:
        return visible_condition(self.queryset.model, self.context["request"].user, table="t")


class VisibleRowByIdField(RowByIdField, VisibleRowField):
    pass


class InsideText(serializers.CharField):
    """Free text may hold what counts must not: only those inside the record read it, others get null."""

    def __init__(self, record: str = "", **kwargs: Any) -> None:
        self.record = record
        super().__init__(allow_null=True, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation("" if data is None else data)

    def get_attribute(self, instance: Any) -> Any:
        record = getattr(instance, self.record) if self.record else instance
        inside = Discretion(self.context["request"].user).is_inside(record)
        return super().get_attribute(instance) if inside else None


class SourceId(serializers.UUIDField):
    """The source of a row, if whoever asks may see it: the view loads those with `sources_for`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="source.pk", allow_null=True, read_only=True, **kwargs)


def operation_field(**kwargs: Any) -> RowField:
    return VisibleRowField(_("operation"), api_url("operations"), queryset=Operation.objects.all(), **kwargs)


def source_field(**kwargs: Any) -> RowField:
    return VisibleRowByIdField(_("source"), api_url("sources"), queryset=Source.objects.all(), **kwargs)
