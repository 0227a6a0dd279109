from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import QuerySet
from rest_framework.viewsets import GenericViewSet

from agencies.api.requests import ReaderRequest
from agencies.models import User
from common.api.creating import nested_rows, set_all
from common.db.statements import Row
from records.api.review import Reviewed
from records.api.sources import changed_sources, new_sources
from seizures import services
from seizures.api.v1 import reading
from seizures.api.v1.filters import SeizureFilter
from seizures.api.v1.serializers import SeizureSerializer
from seizures.drafts import SeizureDraft
from seizures.models import Credit, SeizedItem, Seizure, SeizureSource

ROWS = {
    "items": SeizedItem.objects.with_amounts(),
    "credits": Credit.objects.select_related("agency", "operation", "country"),
}


class SeizureViewSet(Reviewed, GenericViewSet[Seizure]):
    """Seizures: items taken, by whom, where and when, with credits of others and dispositions."""

    request: ReaderRequest
    queryset = Seizure.objects.all()
    serializer_class = SeizureSerializer
    filterset_class = SeizureFilter
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[Any]:
        return self.queryset.visible_to(self.request.user)

    def serialised(self, rows: Sequence[Row], wanted: Collection[str]) -> list[Row]:
        return reading.render_seizures(rows, wanted, self.request.user)

    def draft_of(self, data: dict[str, Any], by: User) -> SeizureDraft:
        rows = new_rows(data)
        return SeizureDraft(new_seizure(data, by), **rows)

    def changed(self, row: Seizure, data: dict[str, Any], **act: Any) -> Seizure:
        partial = self.request.method == "PATCH"
        sent = {name: data.pop(name, None if partial else []) for name in ROWS}
        rows: dict[str, Any] = {
            name: nested_rows(ROWS[name], each, row if partial else None, of="seizure")
            for name, each in sent.items()
        }
        rows["sources"] = changed_sources(SeizureSource, row, data, of="seizure", partial=partial)
        whole = {} if partial else {"seizing_agency": row.owner}
        return services.change_seizure(set_all(row, whole | data), **rows, **act)

    amended = staticmethod(services.amend_seizure)


def new_seizure(data: dict[str, Any], by: User) -> Seizure:
    """An unsaved seizure. Without `seizing_agency` it is of the sender's agency; null means that none is known."""
    return Seizure(**{"seizing_agency": by.agency} | data)


def new_rows(data: dict[str, Any]) -> dict[str, Any]:
    """Unsaved items, credits and sources, taken out of the validated data."""
    rows = {name: nested_rows(rows, data.pop(name, []), of="seizure") for name, rows in ROWS.items()}
    return {**rows, "sources": new_sources(SeizureSource, data, of="seizure")}
