from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import QuerySet
from rest_framework.viewsets import GenericViewSet

from agencies.api.requests import ReaderRequest
from agencies.models import User
from common.api.creating import nested_rows, set_all
from common.db.statements import Row
from operations.models import Outcome, OutcomeCredit
from outcomes import services
from outcomes.api.v1 import reading
from outcomes.api.v1.filters import OutcomeFilter
from outcomes.api.v1.serializers import OutcomeSerializer
from outcomes.drafts import OutcomeDraft
from records.api.review import Reviewed

CREDITS = OutcomeCredit.objects.select_related("agency", "operation", "country")


class OutcomeViewSet(Reviewed, GenericViewSet[Outcome]):
    """Persons arrested, indicted or convicted, victims identified, sums forfeited: counts, never names."""

    request: ReaderRequest
    queryset = Outcome.objects.all()
    serializer_class = OutcomeSerializer
    filterset_class = OutcomeFilter
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[Any]:
        return self.queryset.visible_to(self.request.user)

    def serialised(self, rows: Sequence[Row], wanted: Collection[str]) -> list[Row]:
        return reading.render_outcomes(rows, self.request.user)

    def recorded(self, data: dict[str, Any], by: User) -> Outcome:
        credits = nested_rows(CREDITS, data.pop("credits", []), of="outcome")
        return services.record_outcome(Outcome(**data), credits=credits or (), by=by)

    def all_recorded(self, drafts: Sequence[Any], by: User) -> list[Outcome]:
        credits = [nested_rows(CREDITS, data.pop("credits", []), of="outcome") for data in drafts]
        entered = [
            OutcomeDraft(Outcome(**data), credits=each) for data, each in zip(drafts, credits, strict=True)
        ]
        return services.record_outcomes(entered, by=by)

    def changed(self, row: Outcome, data: dict[str, Any], **act: Any) -> Outcome:
        partial = self.request.method == "PATCH"
        sent = data.pop("credits", None if partial else [])
        credits = nested_rows(CREDITS, sent, row if partial else None, of="outcome")
        return services.change_outcome(set_all(row, data), credits=credits, **act)

    amended = staticmethod(services.amend_outcome)
