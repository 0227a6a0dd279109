"""API fields of dates, measures, units and currencies."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.api.addresses import api_url
from common.api.lookups import RowField
from measures.models import Measure, Unit
from measures.partial_date import HINT, PartialDate

# The first and the last day that a date can be, and how precisely it is known.
DAYS = ("date_from", "date_to", "date_precision")


@extend_schema_field({"type": "string", "examples": ["2009-07-14", "2009-07", "2009-Q3", "2009", ""]})
class TextDate(serializers.Field[PartialDate, Any, str, Any]):
    """A date as precise as it is known: `2009-07`; empty where it is not known."""

    default_error_messages = {"invalid": HINT}

    def to_representation(self, value: PartialDate) -> str:
        return str(value)

    def to_internal_value(self, data: Any) -> PartialDate:
        if not isinstance(data, str):
            self.fail("invalid")
        return PartialDate.parse(data)


def measure_field(**kwargs: Any) -> RowField:
    return RowField(_("measure"), api_url("measures"), queryset=Measure.objects.all(), **kwargs)


def unit_field(**kwargs: Any) -> RowField:
    condition = "t.dimension NOT IN ('money', 'ratio')"
    return RowField(_("unit"), api_url("units"), condition=condition, queryset=Unit.objects.all(), **kwargs)


def currency_field(**kwargs: Any) -> RowField:
    listed_at, condition = f"{api_url('units')}?dimension=money", "t.dimension = 'money'"
    return RowField(_("currency"), listed_at, condition=condition, queryset=Unit.objects.all(), **kwargs)
