"""Screens of reference data in the admin."""

from typing import Any, Protocol
from urllib.parse import urlencode

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from common.forms.admin import TYPED


class Services(Protocol):
    """The `services` module of an app: the one door for changes of its rows."""

    def save(self, record: Any, *, by: Any) -> None: ...
    def remove(self, record: Any, *, by: Any) -> None: ...


class ReferenceAdmin(ModelAdmin):
    """Admin screens of reference data: every change goes through the app's `services`."""

    services: Services
    formfield_overrides = TYPED

    def history_view(self, request: Any, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The row's history, as pghistory recorded it, on the page of the audit trail."""
        query = urlencode({"kind": self.opts.label, "q": unquote(object_id)})
        return redirect(f"{reverse('admin:pghistory_events_changelist')}?{query}")

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        self.services.save(obj, by=request.user)

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        for row in formset.save(commit=False):
            self.services.save(row, by=request.user)
        for row in formset.deleted_objects:
            self.services.remove(row, by=request.user)
        formset.save_m2m()

    def delete_model(self, request: Any, obj: Any) -> None:
        self.services.remove(obj, by=request.user)

    def delete_queryset(self, request: Any, queryset: Any) -> None:
        for obj in queryset:
            self.services.remove(obj, by=request.user)
