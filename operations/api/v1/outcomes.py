from django_filters import rest_framework as filters
from rest_framework import mixins
from rest_framework.viewsets import GenericViewSet

from agencies.models import Agency
from operations import services
from operations.api import fields
from operations.api.filters import RecordFilter, by_code, visible_records
from operations.api.records import AMOUNTS, DAYS, FOOT, HEAD, STATED, MeasuredSerializer, RecordSerializer
from operations.api.review import Reviewed
from operations.api.writing import set_all
from operations.models import Outcome


class OutcomeSerializer(MeasuredSerializer, RecordSerializer):
    """`counted` tells whether it is in the totals. Free text is null for all but the recording agency's own."""

    path = "/api/v1/outcomes/"

    agency = fields.agency(required=False, allow_null=True)
    part_of = fields.VisibleRowById(
        "outcome", "/api/v1/outcomes/", queryset=Outcome.objects.all(), required=False, allow_null=True
    )
    description = fields.InsideText(required=False, allow_blank=True, max_length=300)

    class Meta:
        model = Outcome
        fields = (*HEAD, "agency", *STATED, *AMOUNTS, *FOOT)
        read_only_fields = (*DAYS, "last_edited_at")
        validators = ()


class OutcomeFilter(RecordFilter):
    agency = by_code(Agency.objects.all())
    part_of = filters.ModelChoiceFilter(queryset=visible_records(Outcome))


class OutcomeViewSet(Reviewed, mixins.ListModelMixin, GenericViewSet):
    """Persons arrested, indicted or convicted, victims identified, sums forfeited: counts, never names."""

    queryset = Outcome.objects.select_related(
        "operation", "owner", "agency", "country", "measure", "unit", "currency"
    )
    serializer_class = OutcomeSerializer
    filterset_class = OutcomeFilter
    ordering = ("-id",)

    def get_queryset(self):
        return super().get_queryset().visible_to(self.request.user)

    def recorded(self, data, by):
        return self.saved(services.record_outcome, Outcome(**data), by=by)

    def changed(self, row, data, by, version):
        return self.saved(services.change_outcome, set_all(row, data), by=by, version=version)

    def amended(self, record, by):
        return services.amend_outcome(record, by=by)
