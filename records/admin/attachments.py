"""The files of a record on its admin page, to be read: they are attached on the record's page, or by the API."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext

from operations.admin.inner import Discreet
from operations.admin.trail import Below


class AttachmentInline(Discreet, admin.TabularInline[Any, Any]):
    rows = "attachments"
    extra = 0
    fields = readonly_fields = ("name", "description", "marking", "size", "sha256", "added_at")

    def get_queryset(self, request: Any) -> Any:
        files: Any = super().get_queryset(request)
        return files.visible_to(request.user)

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


def attachments_below(model: Any, to: str) -> Below:
    """The files of a record, without their names: a file may be stricter than its record."""
    return Below(model, to, (), lambda _row: gettext("File"))
