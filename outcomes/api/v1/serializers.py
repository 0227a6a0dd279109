"""The JSON of an outcome."""

from rest_framework import serializers

from agencies.api.fields import agency_field, country_field
from common.api.fields import RowByIdField, Strict
from measures.api.fields import DAYS
from operations.api.fields import InsideText
from operations.kinds import record_kind
from operations.models import Outcome, OutcomeCredit, OutcomePersons, OutcomeSource
from outcomes.api.v1.reading import PATH
from outcomes.persons import MOST_ROWS as MOST_PERSONS
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


class OutcomeCreditSerializer(CreditRowSerializer):
    class Meta(CreditRowSerializer.Meta):
        model = OutcomeCredit


class OutcomeSourceSerializer(SourceRowSerializer):
    excerpt = excerpt_of("outcome")

    class Meta(SourceRowSerializer.Meta):
        model = OutcomeSource


class PersonsSerializer(Strict, serializers.ModelSerializer[OutcomePersons]):
    """So many of the outcome's persons: their sex, age group and nationality, each empty or null if not stated.

    By each of the three the rows that state it add up to the outcome's number at most.
    """

    nationality = country_field(required=False, allow_null=True)

    class Meta:
        model = OutcomePersons
        fields = ("number", "sex", "age", "nationality")
        validators = ()


class OutcomeSerializer(MeasuredSerializer, RecordSerializer):
    """An outcome. `counted` says whether it is in totals; free text is null for readers outside the record."""

    path = PATH

    agency = agency_field(required=False, allow_null=True)
    sources = sources_field(OutcomeSourceSerializer)
    part_of = RowByIdField(record_kind(Outcome), PATH, required=False, allow_null=True)
    description = InsideText(required=False, allow_blank=True, max_length=300)
    credits = OutcomeCreditSerializer(many=True, required=False, max_length=MOST_ROWS)  # type: ignore[call-arg]  # of many=True

    persons = PersonsSerializer(many=True, required=False, max_length=MOST_PERSONS)  # type: ignore[call-arg]  # of many=True

    class Meta:
        model = Outcome
        fields = (*HEAD, "agency", *STATED, *AMOUNTS, "persons", "credits", *FOOT)
        read_only_fields = (*DAYS, "acceptance", "last_edited_at")
        validators = ()
