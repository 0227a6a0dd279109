"""Pages on which one says what became of an item, changes it, and removes it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from common.errors import Refused
from common.pages.entry import EntryView
from operations.forms.catalogue import Catalogue
from operations.models import State
from records import rules
from records.pages.entry import submit_saved
from records.pages.page import RecordPageView
from seizures import services
from seizures.forms.dispositions import BecameForm, RemovalForm
from seizures.models import Disposition, SeizedItem, Seizure

ITEM = ("measure__unit", "unit", "currency")


class DispositionEntryView(EntryView):
    """A new disposition of the item of the address, or a recorded one. A verified seizure is amended by saving."""

    request: SignedInRequest

    form_class: type[Any] = BecameForm
    template_name = "seizures/disposition.html"
    # The view of the seizure's page.
    detail_view: type[RecordPageView] = RecordPageView

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        self.creates, self.title = self.object._state.adding, self.get_title()
        seizure = self.object.item.seizure
        self.amending = seizure.state == State.VERIFIED
        try:
            (rules.may_amend if self.amending else rules.may_change)(seizure, self.request.user)
            if self.amending and request.method != "POST":
                # What is sent may be what has opened it: the service decides.
                rules.has_no_open_amendment(seizure)
        except Refused as refusal:
            return self.detail_view.respond(self.request, seizure.pk, refusal=refusal)
        return super().dispatch(request, *args, **kwargs)

    def get_object(self) -> Disposition:
        seizures = Seizure.objects.visible_to(self.request.user).select_related("owner", "operation")
        seizure = get_object_or_404(seizures, pk=self.kwargs["pk"])
        items = SeizedItem.objects.filter(seizure=seizure).select_related(*ITEM)
        if "item" in self.kwargs:
            row = Disposition(item=get_object_or_404(items, pk=self.kwargs["item"]))
        else:
            rows = Disposition.objects.filter(item__seizure=seizure).select_related("unit", "currency")
            row = get_object_or_404(rows, pk=self.kwargs["disposition"])
            row.item = items.get(pk=row.item_id)
        row.item.seizure = seizure
        return row

    def get_queryset(self) -> QuerySet[Any]:
        visible = Seizure.objects.visible_to(self.request.user).values("pk")
        rows = Disposition.objects.select_related("item__seizure__owner")
        return rows.filter(item__seizure__in=visible)

    def get_title(self) -> str:
        return _("What became of it") if self.creates else _("Change what became of it")

    def get_form_kwargs(self) -> dict[str, Any]:
        # What becomes of goods after they were verified is news, and no correction of the record.
        asks_why = None if self.creates else self.amending
        return super().get_form_kwargs() | {
            "instance": self.object,
            "catalogue": Catalogue(self.request.user),
            "reason_needed": asks_why,
        }

    def save(self, form: Any) -> Any:
        disposition = form.apply()
        reason = form.reason
        if self.creates and self.amending:
            became = {"became": disposition.get_stage_display()}
            reason = _("What became of it: %(became)s.") % became
        service = services.record_disposition if self.creates else services.change_disposition
        return self._by_service(service, disposition, form, reason)

    def _by_service(self, service: Any, disposition: Disposition, form: Any, reason: str) -> Any:
        return service(
            disposition, by=self.request.user, version=form.version_read, reason=reason, amending=True
        )

    @property
    def saved_in(self) -> Seizure:
        """The draft that the change was saved in."""
        return Seizure.objects.get(items=self.object.item_id)

    def announce(self, form: Any) -> None:
        seizure = self.saved_in
        if self.request.POST.get("then") == "submit":
            submit_saved(self.request, seizure)
        else:
            saved = _("It was saved in the draft %(record)s, which counts once it is submitted and verified.")
            messages.success(self.request, saved % {"record": seizure})

    def get_success_url(self) -> str:
        return self.saved_in.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item = self.object.item
        others = item.dispositions.select_related("unit", "currency") if item.pk else ()
        return super().get_context_data(**kwargs) | {
            "title": self.title,
            "item": item,
            "record": item.seizure,
            "amending": self.amending,
            "others": [row for row in others if row.pk != self.object.pk],
            "changed": None if self.creates else self.get_object(),
            "cancel_url": item.seizure.get_absolute_url(),
            "currencies": kwargs["form"].catalogue.currencies.choices if "form" in kwargs else (),
        }


class DispositionRemovalView(DispositionEntryView):
    form_class = RemovalForm

    def get_title(self) -> str:
        return _("Remove what became of it")

    def save(self, form: Any) -> Any:
        return self._by_service(services.remove_disposition, self.object, form, form.reason)

    @property
    def saved_in(self) -> Seizure:
        # Removing returns the seizure.
        seizure: Seizure = self.object
        return seizure
