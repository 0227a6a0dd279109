"""Serializers that seizures and outcomes share: what is stated, and the state of review."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.api.fields import agency_field, country_field
from common.api.fields import Code, Number, ReasonField, Strict
from measures.api.fields import TextDate, currency_field, measure_field, unit_field
from measures.quantity import canonical_unit
from operations.api.fields import InsideText, operation_field, source_field

HEAD = ("id", "url", "reference", "revision", "state", "state_reason", "late_reason", "counted")
STATED = (
    "operation",
    "country",
    "date",
    "date_from",
    "date_to",
    "date_precision",
    "source",
    "sources",
    "part_of",
    "duplicate_of",
    "series",
    "reported_on",
    "marking",
    "note",
)
FOOT = (
    "recording_agency",
    "acceptance",
    "amends",
    "created_at",
    "last_edited_at",
    "changed_at",
    "submitted_at",
    "confirmed_at",
    "verified_at",
    "version",
    "reason",
)
AMOUNTS = (
    "measure", "qualifier", "quantity", "quantity_high", "unit", "canonical_quantity", "canonical_quantity_high",
    "canonical_unit", "amount", "amount_high", "currency", "value", "value_high", "value_currency", "rate_date",
    "description",
)  # fmt: skip


# A subclass adds `part_of` and its rows, and its docstring is what the published description says of it.
class RecordSerializer(Strict, serializers.ModelSerializer[Any]):
    path = ""
    beside = ("warnings",)

    url = serializers.SerializerMethodField()
    state_reason = InsideText(read_only=True)
    late_reason = InsideText(read_only=True)
    counted = serializers.BooleanField(source="counts", read_only=True)
    operation = operation_field(required=False, allow_null=True)
    country = country_field(required=False, allow_null=True)
    date = TextDate(required=False)
    source = source_field(  # type: ignore[assignment]  # the metaclass takes it away
        required=False, allow_null=True, help_text="The first source; that of `sources` where it is left out."
    )
    duplicate_of = serializers.SerializerMethodField()
    note = InsideText(required=False, allow_blank=True)
    recording_agency = Code(source="owner")
    reason = ReasonField()

    @extend_schema_field({"type": ["string", "null"], "format": "uuid"})
    def get_duplicate_of(self, record: Any) -> str | None:
        return str(record.part_of_id) if record.duplicate else None

    def get_url(self, record: Any) -> str:
        return f"{self.path}{record.pk}/"


class MeasuredSerializer(serializers.Serializer[Any]):
    """An amount as reported; figures add up `canonical_quantity` and `value`.

    Between two numbers, what ends in `_high` is the higher one.
    """

    measure = measure_field()
    quantity = Number(required=False, allow_null=True)
    quantity_high = Number(required=False, allow_null=True)
    unit = unit_field(required=False, allow_null=True)
    canonical_unit = serializers.SerializerMethodField()
    amount = Number(required=False, allow_null=True)
    amount_high = Number(required=False, allow_null=True)
    currency = currency_field(required=False, allow_null=True)
    value_currency = serializers.SerializerMethodField()

    @extend_schema_field({"type": ["string", "null"]})
    def get_canonical_unit(self, measured: Any) -> str | None:
        return canonical_unit(measured.unit, measured.measure) if measured.unit else None

    @extend_schema_field({"type": ["string", "null"]})
    def get_value_currency(self, measured: Any) -> str | None:
        return settings.REPORTING_CURRENCY if measured.value is not None else None


class CreditRowSerializer(Strict, serializers.ModelSerializer[Any]):
    """An agency, an operation, or a country of which the source names no agency: one of the three."""

    id = serializers.UUIDField(required=False)
    agency = agency_field(required=False, allow_null=True)
    operation = operation_field(required=False, allow_null=True)
    country = country_field(required=False, allow_null=True)

    class Meta:
        fields = ("id", "agency", "operation", "country", "role", "acceptance")
        read_only_fields = ("acceptance",)
        validators = ()
