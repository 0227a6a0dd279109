"""Filters of lists of the API."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from agencies.api.requests import ReaderRequest
from common.api.codes import CodeFilter, IdByCodeField
from common.api.filtersets import Instant, LeanFilterSet
from common.db.statements import Row, Statement
from common.forms.filters import by_code
from operations.models import Operation, Source
from operations.sharing import visible_condition


def visible_operations(request: ReaderRequest | None) -> QuerySet[Operation]:
    return Operation.objects.visible_to(request.user) if request else Operation.objects.none()


def visible_sources(request: ReaderRequest | None) -> QuerySet[Source]:
    return Source.objects.visible_to(request.user) if request else Source.objects.none()


class OfOperation(LeanFilterSet):
    operation = by_code(visible_operations)


WITH_PHASES = """
    SELECT o.id AS pk, o.code FROM operations_operation o
    WHERE (o.code = %s OR o.parent_id = (SELECT id FROM operations_operation WHERE code = %s)) AND {allowed}
"""


class _OperationField(IdByCodeField):
    """The ids of the operation and of its phases that the reader may see."""

    reader: Any

    def statement(self, code: str) -> Statement:
        condition, params = visible_condition(Operation, self.reader, table="o")
        return WITH_PHASES.format(allowed=condition), [code, code, *params]

    def found(self, code: str, rows: Iterable[Row]) -> Any:
        return [row["pk"] for row in rows] if code in (row["code"] for row in rows) else None


class OperationCodeFilter(CodeFilter):
    """Records of an operation or of one of its phases."""

    field_class = _OperationField

    @property
    def field(self) -> Any:
        field = super().field
        field.reader = self.get_request().user
        return field


EXAMPLE = "Such as 2026-11-20T08:00:00Z: what was changed at that instant or later."


class ChangedSince(Instant):
    """Rows that were changed since, and those of operations that were: these decide who may read them."""

    def __init__(self) -> None:
        super().__init__("changed_at", lookup_expr="gte", help_text=EXAMPLE)

    def filter(self, qs: Any, value: datetime.datetime | None) -> Any:
        changed = super().filter(qs, value)
        if not value or changed.query.is_empty():
            return changed
        # By id: then an index finds rows of either kind.
        operations = visible_operations(self.parent.request).filter(changed_at__gte=value)
        return qs.filter(
            Q(changed_at__gte=value) | Q(operation__in=[*operations.values_list("pk", flat=True)])
        )
