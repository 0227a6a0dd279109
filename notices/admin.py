"""E-mails of notices, to be looked at: those that were begun and not sent were cut off."""

from typing import Any

from django.contrib import admin

from notices.models import Letter


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin[Letter]):
    list_display = ("person", "made_at", "attempts", "begun_at", "sent_at", "dropped_at")
    list_filter = (("sent_at", admin.EmptyFieldListFilter), ("begun_at", admin.EmptyFieldListFilter))
    list_select_related = ("person",)
    fields = readonly_fields = (
        "person",
        "made_at",
        "next_at",
        "attempts",
        "begun_at",
        "sent_at",
        "dropped_at",
    )

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False
