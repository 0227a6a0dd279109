"""Pages of notes on how countries count: the list, and a new or changed note."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from common.errors import Refused
from common.pages.entry import EntryView
from common.pages.paging import Page
from operations import services
from operations.forms.catalogue import Catalogue
from operations.models import MethodNote
from operations.services.method_notes import may_note
from records.forms.method_note import MethodNoteForm


def method_notes_page(request: SignedInRequest) -> HttpResponse:
    notes = MethodNote.objects.select_related("country", "measure")
    page = Page(notes, request.GET.get("page"))
    rows = [(note, _may(note, request.user)) for note in page.rows]
    return render(
        request,
        "records/method_notes.html",
        {"page": page, "rows": rows, "may_add": _may(MethodNote(), request.user)},
    )


def _may(note: MethodNote, user: Any) -> bool:
    try:
        may_note(note, user)
    except Refused:
        return False
    return True


class MethodNoteEntryView(EntryView):
    request: SignedInRequest

    form_class = MethodNoteForm
    template_name = "records/method_note.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        self.creates = self.object._state.adding
        try:
            may_note(self.object, self.request.user)
        except Refused as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        return super().dispatch(request, *args, **kwargs)

    def get_object(self) -> MethodNote:
        if "pk" not in self.kwargs:
            return MethodNote()
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[MethodNote]:
        return MethodNote.objects.select_related("country", "measure")

    def get_form_kwargs(self) -> dict[str, Any]:
        catalogue = Catalogue(self.request.user)
        return super().get_form_kwargs() | {"instance": self.object, "catalogue": catalogue}

    def get_initial(self) -> dict[str, Any]:
        agency = self.request.user.agency
        return {"country": agency.country} if self.creates and agency and agency.country else {}

    def save(self, form: MethodNoteForm) -> MethodNote:
        seen = {} if self.creates else {"seen": form.seen, "reason": form.reason}
        return services.record_method_note(form.apply(), by=self.request.user, **seen)  # type: ignore[arg-type]  # by name

    def announce(self, form: MethodNoteForm) -> None:
        messages.success(self.request, _("%(record)s was saved.") % {"record": self.object})

    def get_success_url(self) -> str:
        return reverse("method-notes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _("New method note") if self.creates else _("Edit the method note")
        return super().get_context_data(**kwargs) | {
            "title": title,
            "cancel_url": self.get_success_url(),
            "shown": "country measure first_year last_year text source why",
        }
