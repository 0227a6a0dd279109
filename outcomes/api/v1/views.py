from rest_framework.viewsets import GenericViewSet

from common.api.writing import set_all
from operations.models import Outcome
from outcomes import services
from outcomes.api.v1 import reading
from outcomes.api.v1.filters import OutcomeFilter
from outcomes.api.v1.serializers import OutcomeSerializer
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
        return reading.told(rows, self.request.user)

    def recorded(self, data, by):
        return self.saved(services.record_outcome, Outcome(**data), by=by)

    def changed(self, row, data, by, version):
        return self.saved(services.change_outcome, set_all(row, data), by=by, version=version)

    def amended(self, record, by):
        return services.amend_outcome(record, by=by)
