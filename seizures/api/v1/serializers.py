from rest_framework import serializers

from agencies.api.fields import agency_field, country_field, place_field
from common.api.fields import Code, RowByIdField, Sparse, Strict
from measures.api.fields import DAYS, TextDate
from operations.api.fields import InsideText
from operations.kinds import record_kind
from records.api.records import (
    AMOUNTS,
    FOOT,
    HEAD,
    STATED,
    CreditRowSerializer,
    MeasuredSerializer,
    RecordSerializer,
)
from records.api.sources import SourceRowSerializer, excerpt_of, sources_field
from records.drafts import MOST_ROWS
from seizures.api.v1.reading import PATH
from seizures.models import Credit, Disposition, SeizedItem, Seizure, SeizureSource


class DispositionSerializer(Sparse, serializers.ModelSerializer[Disposition]):
    """A disposition of an item, in a unit and currency of its own: those of the item may have changed since."""

    date = TextDate(read_only=True)
    unit = Code()
    currency = Code(allow_null=True)

    class Meta:
        model = Disposition
        fields = (
            "id", "stage", "forfeiture", "date", *DAYS, "qualifier", "quantity", "quantity_high", "unit", "amount",
            "amount_high", "currency",
        )  # fmt: skip


class ItemSerializer(MeasuredSerializer, Strict, serializers.ModelSerializer[SeizedItem]):
    """An item. One sent with its `id` is changed, one without is new, and one that is not sent is removed."""

    id = serializers.UUIDField(required=False)
    description = InsideText("seizure", required=False, allow_blank=True, max_length=300)
    dispositions = DispositionSerializer(many=True, read_only=True)

    class Meta:
        model = SeizedItem
        fields = (
            "id", *AMOUNTS, "weight", "estimated", "provisional",
            "form", "purity", "laboratory_confirmed", "calibre", "marked", "trace_requested",
            "cites_appendix",
            "dispositions",
        )  # fmt: skip


class CreditSerializer(CreditRowSerializer):
    class Meta(CreditRowSerializer.Meta):
        model = Credit


class SeizureSourceSerializer(SourceRowSerializer):
    excerpt = excerpt_of("seizure")

    class Meta(SourceRowSerializer.Meta):
        model = SeizureSource


class SeizureSerializer(RecordSerializer):
    """A seizure. `counted` says whether it is in totals; free text is null for readers outside the record."""

    path = PATH

    seizing_agency = agency_field(
        required=False,
        allow_null=True,
        help_text="Your own agency where it is left out; null where the source does not say which it was.",
    )
    sources = sources_field(SeizureSourceSerializer)
    place = place_field(required=False, allow_null=True)
    origin = country_field(required=False, allow_null=True)
    origin_place = place_field(required=False, allow_null=True)
    transit = country_field(required=False, allow_null=True)
    transit_place = place_field(required=False, allow_null=True)
    destination = country_field(required=False, allow_null=True)
    destination_place = place_field(required=False, allow_null=True)
    part_of = RowByIdField(record_kind(Seizure), PATH, required=False, allow_null=True)
    items = ItemSerializer(many=True, max_length=MOST_ROWS)  # type: ignore[call-arg]  # of many=True
    credits = CreditSerializer(many=True, required=False, max_length=MOST_ROWS)  # type: ignore[call-arg]  # of many=True

    class Meta:
        model = Seizure
        fields = (
            *HEAD, "seizing_agency", *STATED, "place", "latitude", "longitude", "accuracy", "stage", "kind",
            "event_count", "conveyance", "concealment", "detection", "origin", "origin_place",
            "transit", "transit_place", "destination", "destination_place", "items", "credits", *FOOT,
        )  # fmt: skip
        read_only_fields = (*DAYS, "acceptance", "last_edited_at")
        validators = ()
