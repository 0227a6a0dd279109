from django.conf import settings
from django_filters import rest_framework as filters
from rest_framework.viewsets import GenericViewSet

from agencies.api.fields import agency_field
from agencies.models import Agency
from common.api.codes import id_by_code
from common.api.writing import set_all
from common.db.rows import array, planned
from measures.api.fields import DAYS
from operations.api.fields import InsideText, VisibleRowByIdField
from operations.models import Outcome
from outcomes import services
from outcomes.drafts import OutcomeDraft
from records.api import reading
from records.api.filters import RecordFilter, visible_records
from records.api.records import AMOUNTS, FOOT, HEAD, STATED, MeasuredSerializer, RecordSerializer
from records.api.review import Reviewed

PATH = "/api/v1/outcomes/"
OF_EACH = f"""
    SELECT t.id, {reading.AMOUNTS} FROM operations_outcome t {reading.MEASURED}
    WHERE t.id = ANY(%(outcomes)s::uuid[])
"""  # noqa: S608 -- written out there


class OutcomeSerializer(MeasuredSerializer, RecordSerializer):
    """`counted` tells whether it is in the totals. Free text is null for all but the recording agency's own."""

    path = PATH

    agency = agency_field(required=False, allow_null=True)
    part_of = VisibleRowByIdField(
        "outcome", PATH, queryset=Outcome.objects.all(), required=False, allow_null=True
    )
    description = InsideText(required=False, allow_blank=True, max_length=300)

    class Meta:
        model = Outcome
        fields = (*HEAD, "agency", *STATED, *AMOUNTS, *FOOT)
        read_only_fields = (*DAYS, "last_edited_at")
        validators = ()


class OutcomeFilter(RecordFilter):
    agency = id_by_code(Agency)
    part_of = filters.ModelChoiceFilter(queryset=visible_records(Outcome))


class OutcomeViewSet(Reviewed, GenericViewSet):
    """Persons arrested, indicted or convicted, victims identified, sums forfeited: counts, never names."""

    queryset = Outcome.objects.all()
    serializer_class = OutcomeSerializer
    filterset_class = OutcomeFilter
    ordering = ("-id",)

    def get_queryset(self):
        return super().get_queryset().visible_to(self.request.user)

    def told(self, rows, wanted):
        own = reading.own_agency(self.request.user)
        codes, stated = planned(
            reading.coding(
                agency=[row[name] for row in rows for name in ("owner_id", "agency_id")],
                country=[row["country_id"] for row in rows],
                operation=[row["operation_id"] for row in rows],
            ),
            (
                OF_EACH,
                {"outcomes": array(row["id"] for row in rows), "reporting": settings.REPORTING_CURRENCY},
            ),
        )
        known, amounts = reading.codes(codes), {each.pop("id"): each for each in stated}
        return [_outcome(row, known, amounts[row["id"]], inside=row["owner_id"] == own) for row in rows]

    def recorded(self, data, by):
        return services.record_outcome(Outcome(**data), by=by)

    def all_recorded(self, drafts, by):
        return services.record_outcomes([OutcomeDraft(Outcome(**data)) for data in drafts], by=by)

    def changed(self, row, data, **act):
        return services.change_outcome(set_all(row, data), **act)

    amended = staticmethod(services.amend_outcome)


def _outcome(row, known, amounts, *, inside):
    if not inside:
        amounts["description"] = None
    return {
        **reading.told_head(row, PATH, inside),
        "agency": known["agency"].get(row["agency_id"]),
        **reading.told_stated(row, known),
        **amounts,
        **reading.told_foot(row, known),
    }
