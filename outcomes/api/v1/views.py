from rest_framework.viewsets import GenericViewSet

from common.api.writing import set_all
from operations.models import Outcome
from outcomes import services
from outcomes.api.v1 import reading
from outcomes.api.v1.filters import OutcomeFilter
from outcomes.api.v1.serializers import OutcomeSerializer
from outcomes.drafts import OutcomeDraft
from records.api.review import Reviewed


class OutcomeViewSet(Reviewed, GenericViewSet):
    """Persons arrested, indicted or convicted, victims identified, sums forfeited: counts, never names."""

    queryset = Outcome.objects.all()
    serializer_class = OutcomeSerializer
    filterset_class = OutcomeFilter
    ordering = ("-id",)

    def get_queryset(self):
        return super().get_queryset().visible_to(self.request.user)

    def told(self, rows, wanted):
        return reading.render_outcomes(rows, self.request.user)

    def recorded(self, data, by):
        return services.record_outcome(Outcome(**data), by=by)

    def all_recorded(self, drafts, by):
        return services.record_outcomes([OutcomeDraft(Outcome(**data)) for data in drafts], by=by)

    def changed(self, row, data, **act):
        return services.change_outcome(set_all(row, data), **act)

    amended = staticmethod(services.amend_outcome)
