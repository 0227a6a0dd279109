"""The admin screen of notes on how countries count."""

from typing import Any

from django.contrib import admin

from common.errors import Refused
from operations import services
from operations.admin.facts import FactAdmin
from operations.admin.forms import ExplainedForm
from operations.models import MethodNote
from operations.services.method_notes import may_note


@admin.register(MethodNote)
class MethodNoteAdmin(FactAdmin):
    form = ExplainedForm
    list_display = ("country", "measure", "years", "source")
    list_select_related = ("country", "measure")
    search_fields = ("country__code", "country__name", "measure__code", "text")
    autocomplete_fields = ("country", "measure")
    fields = ("country", "measure", ("first_year", "last_year"), "text", "source")

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        if obj is None:
            return self.has_add_permission(request)
        try:
            may_note(obj, request.user)
        except Refused:
            return False
        return True

    def record(self, request: Any, form: Any, rows: Any, *, change: bool) -> None:
        seen = self.seen(request) if change else None
        services.record_method_note(form.instance, by=request.user, seen=seen, reason=form.reason)
