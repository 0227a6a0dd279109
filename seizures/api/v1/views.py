from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import QuerySet
from rest_framework.viewsets import GenericViewSet

from agencies.api.requests import ReaderRequest
from agencies.models import User
from common.api.creating import nested_rows, set_all
from common.db.statements import Row
from records.api.review import Reviewed
from seizures import services
from seizures.api.v1 import reading
from seizures.api.v1.filters import SeizureFilter
from seizures.api.v1.serializers import SeizureSerializer
from seizures.drafts import SeizureDraft
from seizures.models import Credit, SeizedItem, Seizure

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

    def recorded(self, data: dict[str, Any], by: User) -> Seizure:
        rows = new_rows(data)
        return services.record_seizure(new_seizure(data, by), **rows, by=by)

    def all_recorded(self, drafts: Sequence[Any], by: User) -> list[Seizure]:
        rows = [new_rows(data) for data in drafts]
        entered = [
            SeizureDraft(new_seizure(data, by), **each) for data, each in zip(drafts, rows, strict=True)
        ]
        return services.record_seizures(entered, by=by)

    def changed(self, row: Seizure, data: dict[str, Any], **act: Any) -> Seizure:
        partial = self.request.method == "PATCH"
        rows: dict[str, Any] = {
            name: nested_rows(
                rows, data.pop(name, None if partial else []), row if partial else None, of="seizure"
            )
            for name, rows in ROWS.items()
        }
        whole = {} if partial else {"seizing_agency": row.owner}
        return services.change_seizure(set_all(row, whole | data), **rows, **act)

    amended = staticmethod(services.amend_seizure)


def new_seizure(data: dict[str, Any], by: User) -> Seizure:
    """An unsaved seizure. Without `seizing_agency` it is of the sender's agency; null means that none is known."""
    return Seizure(**{"seizing_agency": by.agency} | data)


def new_rows(data: dict[str, Any]) -> dict[str, Any]:
    """Unsaved items and credits, taken out of the validated data."""
    return {name: nested_rows(rows, data.pop(name, []), of="seizure") for name, rows in ROWS.items()}
