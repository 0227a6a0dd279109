"""Lists of the admin of rows whose operation may be hidden from the reader: nobody filters or searches by it."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, Q, QuerySet

from operations.models import Operation
from operations.sharing import Reader


class VisibleRelatedFilter(admin.RelatedOnlyFieldListFilter):
    """A filter that offers those of the related rows in the list that the reader may see."""

    def field_choices(self, field: Any, request: Any, model_admin: Any) -> Any:
        visible = field.related_model._default_manager.visible_to(request.user)
        listed = model_admin.get_queryset(request).order_by().values(field.name)
        return field.get_choices(
            include_blank=False,
            limit_choices_to=Q(pk__in=visible.filter(pk__in=listed).values("pk")),
            ordering=self.field_admin_ordering(field, request, model_admin),
        )


def operations_for(reader: Reader) -> "Prefetch[str, Any, Any]":
    """A prefetch of `operation`: one that the reader may not see becomes None."""
    return Prefetch("operation", Operation.objects.visible_to(reader))


def out_of_sight(rows: QuerySet[Any], reader: Reader) -> QuerySet[Any]:
    """The rows whose operation the reader may not see: records of the reader's own agency."""
    visible = Operation.objects.visible_to(reader).values("pk")
    return rows.filter(operation__isnull=False).exclude(operation__in=visible)
