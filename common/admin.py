"""Screens of the admin that save through services, once, and never over what changed meanwhile."""

from typing import Any, ClassVar, Protocol
from urllib.parse import urlencode

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from common.db.seen import Seen, digest_of
from common.errors import Invalid, Refused
from common.forms.admin import TYPED
from common.forms.once import ONCE, page_number, save_form_once

Errors = dict[str, list[str]]
# The hidden field with a digest of the row that the page shows.
SHOWN = "shown"


class Services(Protocol):
    """The `services` module of an app: the one door for changes of its rows."""

    def save(self, record: Any, *, by: Any, seen: Seen | None = None) -> None: ...
    def remove(self, record: Any, *, by: Any) -> None: ...


class SavingAdmin(ModelAdmin[Any]):
    """A screen whose pages send what they have shown and the number of the page, and that shows a service's refusal."""

    # Relations to the rows on the page that are below its row.
    shown_below: ClassVar[tuple[str, ...]] = ()

    def changeform_view(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except (Invalid, Refused) as refusal:
            # Nothing was saved. The second time the form has the service's errors, and is shown again.
            request.service_errors = refusal.errors if isinstance(refusal, Invalid) else {"": [str(refusal)]}
            return super().changeform_view(request, *args, **kwargs)

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        """The page, with the hidden fields that it sends: those that were sent, if it is shown again."""
        row = context.get("original")
        if row is None:
            context[ONCE] = page_number(request)
        elif self.has_change_permission(request, row) and "seen" not in context["adminform"].form.fields:
            # What has a version has a field for it in its form.
            sent = request.POST.get(SHOWN, "")
            context[SHOWN] = sent if request.method == "POST" else digest_of(row, self.shown_below)
        return super().render_change_form(request, context, *args, **kwargs)

    def seen(self, request: Any) -> Seen:
        """The row as the page showed it, to compare with the stored one; no row equals it if the page sent nothing."""
        return Seen(request.POST.get(SHOWN, ""), self.shown_below)

    def save_once(self, request: Any, row: Any, save: Any) -> bool:
        """Saves a new row. False where the page has saved it before: `row` is then what that has become."""
        saved, pk = save_form_once(request.POST, request.user, save)
        if saved is not None:
            return True
        if not type(row)._default_manager.filter(pk=pk).exists():
            raise Refused(
                _("This was saved once, and has been removed since. Open a new page to enter it again.")
            )
        row.pk, row._state.adding = row._meta.pk.to_python(pk), False
        row.refresh_from_db()
        return False


class _Refusable:
    """A form with the errors of the service, for the page that is shown again."""

    service_errors: ClassVar[Errors] = {}

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # of the form beside it
        for name, sentences in self.service_errors.items():
            self.add_error(name if name in self.fields else None, sentences)  # type: ignore[attr-defined]  # of the form beside it


class ReferenceAdmin(SavingAdmin):
    """Admin screens of reference data: every change goes through the app's `services`."""

    services: Services
    formfield_overrides = TYPED

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        errors = getattr(request, "service_errors", {})
        return type(form.__name__, (_Refusable, form), {"service_errors": errors}) if errors else form

    def history_view(self, request: Any, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The row's history, as pghistory recorded it, on the page of the audit trail."""
        query = urlencode({"kind": self.opts.label, "q": unquote(object_id)})
        return redirect(f"{reverse('admin:pghistory_events_changelist')}?{query}")

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        if change:
            self.change(request, obj, form)
        else:
            request.saved_before = not self.save_once(request, obj, lambda: self.enter(request, obj, form))

    def enter(self, request: Any, obj: Any, form: Any) -> Any:
        """Saves a new row through the service, and returns it."""
        self.services.save(obj, by=request.user)
        return obj

    def change(self, request: Any, obj: Any, form: Any) -> None:
        """Saves a changed row through the service, if it is what the page showed."""
        self.services.save(obj, by=request.user, seen=self.seen(request))

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        if getattr(request, "saved_before", False):
            return
        for row in formset.save(commit=False):
            self.services.save(row, by=request.user)
        for row in formset.deleted_objects:
            self.services.remove(row, by=request.user)
        formset.save_m2m()

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        if not getattr(request, "saved_before", False):
            super().save_related(request, form, formsets, change)

    def delete_model(self, request: Any, obj: Any) -> None:
        self.services.remove(obj, by=request.user)

    def delete_queryset(self, request: Any, queryset: Any) -> None:
        for obj in queryset:
            self.services.remove(obj, by=request.user)
