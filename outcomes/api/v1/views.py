from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import QuerySet
from rest_framework.viewsets import GenericViewSet

from agencies.api.requests import ReaderRequest
from agencies.models import User
from common.api.creating import nested_rows, set_all
from common.db.statements import Row
from operations.models import Outcome, OutcomeCredit, OutcomePersons, OutcomeSource
from outcomes import services
from outcomes.api.v1 import reading
from outcomes.api.v1.filters import OutcomeFilter
from outcomes.api.v1.serializers import OutcomeSerializer
from outcomes.drafts import OutcomeDraft
from records.api.review import Reviewed
from records.api.sources import changed_sources, new_sources

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

    def draft_of(self, data: dict[str, Any], by: User) -> OutcomeDraft:
        rows = rows_below_outcome(data)
        return OutcomeDraft(Outcome(**data), **rows)

    def changed(self, row: Outcome, data: dict[str, Any], **act: Any) -> Outcome:
        partial = self.request.method == "PATCH"
        sent = data.pop("credits", None if partial else [])
        credits = nested_rows(CREDITS, sent, row if partial else None, of="outcome")
        sources = changed_sources(OutcomeSource, row, data, of="outcome", partial=partial)
        persons = persons_sent(data, None if partial else [])
        given: dict[str, Any] = {"credits": credits, "sources": sources, "persons": persons}
        return services.change_outcome(set_all(row, data), **given, **act)

    amended = staticmethod(services.amend_outcome)


def rows_below_outcome(data: dict[str, Any]) -> dict[str, Any]:
    """Unsaved credits, sources and persons, taken out of the validated data."""
    credits = nested_rows(CREDITS, data.pop("credits", []), of="outcome")
    sources = new_sources(OutcomeSource, data, of="outcome")
    return {"credits": credits, "sources": sources, "persons": persons_sent(data, [])}


def persons_sent(data: dict[str, Any], unsent: Sequence[Any] | None) -> list[OutcomePersons] | None:
    """Unsaved persons, taken out of the validated data; `unsent` are those meant where it has none."""
    sent = data.pop("persons", unsent)
    return None if sent is None else [OutcomePersons(**facts) for facts in sent]
