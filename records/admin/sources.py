"""The sources of a record on its admin page."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext

from operations.admin.saving import ServiceInline
from operations.admin.trail import Below
from operations.models.source_row import SourceRowQuerySet


class SourceRowInline(ServiceInline, admin.TabularInline[Any, Any]):
    rows = "sources"
    fields = ("source", "page", "excerpt")
    autocomplete_fields = ("source",)

    def get_queryset(self, request: Any) -> SourceRowQuerySet:
        """The rows that the reader may see; the service leaves the others as they are."""
        sources = super().get_queryset(request)
        assert isinstance(sources, SourceRowQuerySet)
        return sources.visible_to(request.user).select_related("source")


def sources_below(model: Any, to: str) -> Below:
    """The sources of a record, without their names: a source may be hidden from a reader of the record."""
    return Below(model, to, (), lambda _row: gettext("Source"))
