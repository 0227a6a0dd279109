"""API fields of dates, measures, units and currencies."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.api.addresses import api_url
from common.api.fields import RowField
from measures.kinds import ANY_UNIT, CURRENCY, MEASURE, UNIT
from measures.partial_date import HINT, PartialDate

# The first and the last day that a date can be, and how precisely it is known.
DAYS = ("date_from", "date_to", "date_precision")


@extend_schema_field({"type": "string", "examples": ["2009-07-14", "2009-07", "2009-Q3", "2009", ""]})
class TextDate(serializers.Field[PartialDate, Any, str, Any]):
    """A partial date as text: `2009-07`; empty for an unknown date."""

    default_error_messages = {"invalid": HINT}

    def to_representation(self, value: PartialDate) -> str:
        return str(value)

    def to_internal_value(self, data: Any) -> PartialDate:
        if not isinstance(data, str):
            self.fail("invalid")
        return PartialDate.parse(data)


def measure_field(**kwargs: Any) -> RowField:
    return RowField(MEASURE, api_url("measures"), **kwargs)


def unit_field(**kwargs: Any) -> RowField:
    return RowField(UNIT, api_url("units"), **kwargs)


def any_unit_field(**kwargs: Any) -> RowField:
    """A unit or a currency."""
    return RowField(ANY_UNIT, api_url("units"), **kwargs)


def currency_field(**kwargs: Any) -> RowField:
    return RowField(CURRENCY, f"{api_url('units')}?dimension=money", **kwargs)
