"""API fields of records, and their sentences for errors."""

from typing import Any

from rest_framework import serializers

from common.api.addresses import api_url
from common.api.fields import RowByIdField, RowField
from operations.discretion import Discretion
from operations.kinds import OPERATION, SOURCE


class InsideText(serializers.CharField):
    """Free text that may hold sensitive details: readers inside the record get it, others get null."""

    def __init__(self, record: str = "", **kwargs: Any) -> None:
        self.record = record
        super().__init__(allow_null=True, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        return super().run_validation("" if data is None else data)

    def get_attribute(self, instance: Any) -> Any:
        record = getattr(instance, self.record) if self.record else instance
        inside = Discretion(self.context["request"].user).is_inside(record)
        return super().get_attribute(instance) if inside else None


class StatedIn(RowByIdField):
    """The source of a row, or null if the reader may not see it. The view loads sources with `sources_for`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(SOURCE, api_url("sources"), **kwargs)

    def get_attribute(self, instance: Any) -> Any:
        return getattr(instance, "source", None)


def operation_field(**kwargs: Any) -> RowField:
    return RowField(OPERATION, api_url("operations"), **kwargs)


def source_field(**kwargs: Any) -> RowField:
    return RowByIdField(SOURCE, api_url("sources"), **kwargs)
