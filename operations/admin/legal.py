"""Admin screens of legal instruments and their parties: reference data, which administrators change."""

from typing import Any

from django.contrib import admin

from common.admin import ReferenceAdmin
from common.forms.admin import TYPED
from operations.models import LegalInstrument, LegalParty
from operations.services import legal


class LegalPartyInline(admin.TabularInline[Any, Any]):
    formfield_overrides = TYPED
    model = LegalParty
    extra = 0
    autocomplete_fields = ("country",)

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("country")


@admin.register(LegalInstrument)
class LegalInstrumentAdmin(ReferenceAdmin):
    services = legal
    list_display = ("code", "name", "kind", "mutual_assistance", "extradition", "parties_complete")
    list_filter = ("kind", "mutual_assistance", "extradition")
    search_fields = ("code", "name", "reference")
    inlines = (LegalPartyInline,)
    shown_below = ("parties",)

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """Not while an operation rests on it."""
        return super().has_delete_permission(request, obj) and (obj is None or not obj.operations.exists())
