"""New and edit pages of reviewed records."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from agencies.models import User
from agencies.requests import SignedInRequest
from common.errors import Refused
from common.pages.device import is_sent_by_script, refusal_answer
from common.pages.entry import EntryView
from common.text.parameters import parameters_of
from operations.forms.catalogue import Catalogue
from operations.models import ReviewedQuerySet, ReviewedRecord
from operations.rules import may_enter
from records import rules, services
from records.cautions import caution_records
from records.forms.record import RecordForm
from records.pages.page import RecordPageView

AMENDING = _lazy("This is a draft that amends a verified record. The original counts until it is verified.")


# How a new record has values of an earlier one: the user's last one, one of a series that is entered one after the
# other, or one that the user chose to repeat.
Way = Literal["last", "after", "like"]


@dataclass(frozen=True)
class Defaults:
    """The values that a new record's form is filled in with: the record that they come from, and the way."""

    record: ReviewedRecord
    way: Way

    def initial(
        self, names: Mapping[Way, tuple[str, ...]], catalogue: Catalogue, operation: Any
    ) -> dict[str, Any]:
        """The values of the record's fields; none if the address names another operation than the record's."""
        record = self.record
        if operation is not None and operation != record.operation:
            return {}
        values = {name: getattr(record, name) for name in names[self.way]}
        # Where the user may not record any more, nothing is remembered of the operation.
        if record.operation and record.operation.code not in catalogue.recordable(None).rows:
            del values["operation"]
        return values


def defaults_for(model: type[ReviewedRecord], by: User, query: Mapping[str, str]) -> Defaults | None:
    """The record that `like=` or `after=` in the address names, if the user may see it; else the user's last one.

    With `fresh=` nothing is remembered.
    """
    visible = model.objects.visible_to(by).select_related("operation", "country", "source", model.acting)
    ways: tuple[Way, ...] = ("like", "after")
    for way in ways:
        if (pk := _id(query.get(way, ""))) and (record := visible.filter(pk=pk).first()):
            return Defaults(record, way)
    if "fresh" in query:
        return None
    last = visible.filter(created_by=by, amends=None).order_by("-created_at", "-pk").first()
    return Defaults(last, "last") if last else None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class RecordEntryView(EntryView):
    """The entry page of one kind of record. A subclass has the form and the template, and saves."""

    request: SignedInRequest
    object: ReviewedRecord

    # The view of the record's page.
    detail_view: type[RecordPageView] = RecordPageView
    form_class: type[RecordForm]
    new_title: Any = ""
    # Whether what is edited is a verified record, of which saving makes an amendment.
    amending = False
    # The fields that a new record has from an earlier one, by the way it is chosen.
    repeated: Mapping[Way, tuple[str, ...]] = {}
    # The fields of which the first empty one has the focus.
    focused: tuple[str, ...] = ("operation", "date")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.catalogue = Catalogue(self.request.user)
        try:
            self.object = self.get_object()
        except Refused as refusal:
            if is_sent_by_script(request):
                return refusal_answer(refusal)
            if "pk" not in kwargs:
                raise PermissionDenied(str(refusal)) from refusal
            return self.detail_view.respond(self.request, kwargs["pk"], refusal=refusal)
        # Read before saving: an attempt that fails leaves its traces on the object.
        self.adding, self.title = self.object._state.adding, self.get_title()
        self.creates = self.adding or self.amending
        return super().dispatch(request, *args, **kwargs)

    def get_object(self) -> ReviewedRecord:
        """The record of the address, or a new one. Raises Refused if the user may not change or enter it."""
        if "pk" not in self.kwargs:
            may_enter(self.request.user)
            return self.detail_view.model()
        record: ReviewedRecord = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        (rules.may_amend if self.amending else rules.may_change)(record, self.request.user)
        if self.amending and self.request.method != "POST":
            # What is sent may be what has opened it: the service decides.
            rules.has_no_open_amendment(record)
        return record

    def get_queryset(self) -> ReviewedQuerySet:
        model = self.detail_view.model
        keys = [field.name for field in model._meta.concrete_fields if field.is_relation]
        related = [name for name in keys if name in self.form_class.model_fields]
        return model.objects.visible_to(self.request.user).select_related("owner", *related)

    def get_title(self) -> str:
        if self.object._state.adding:
            return str(self.new_title)
        title = _("Amend %(record)s") if self.amending else _("Edit %(record)s")
        return title % {"record": self.object}

    def get_initial(self) -> dict[str, Any]:
        """The initial values of a new record: what is remembered, and the operation whose page linked here."""
        if not self.adding:
            return {}
        asked = self.catalogue.operations.rows.get(self.request.GET.get("operation", ""))
        own = {self.detail_view.model.acting: self.request.user.agency}
        values = self.defaults.initial(self.repeated, self.catalogue, asked) if self.defaults else {}
        return own | ({"operation": asked, "marking": asked.marking} if asked else {}) | values

    @cached_property
    def defaults(self) -> Defaults | None:
        """The record that a new one is filled in from."""
        if not self.adding:
            return None
        return defaults_for(self.detail_view.model, self.request.user, parameters_of(self.request.GET))

    def get_form_kwargs(self) -> dict[str, Any]:
        asks_why = None if self.adding else self.amending
        like = self.defaults.record if self.defaults and self.defaults.way == "like" else None
        return super().get_form_kwargs() | {
            "instance": self.object,
            "catalogue": self.catalogue,
            "reason_needed": asks_why,
            "like": like,
        }

    def get_form(self, form_class: Any = None) -> Any:
        """The form; in a new one the first field that is still to be filled in has the focus."""
        form = super().get_form(form_class)
        empty = [name for name in self.focused if not form.get_initial_for_field(form.fields[name], name)]
        if self.adding and not form.is_bound and empty:
            form.fields[empty[0]].widget.attrs["autofocus"] = True
        return form

    def announce(self, form: Any) -> None:
        saved = self.object
        if self.request.POST.get("then") == "submit":
            submit_saved(self.request, saved)
        elif self.amending:
            messages.success(self.request, AMENDING)
        else:
            messages.success(self.request, _("%(record)s was saved as a draft.") % {"record": saved})
        if self.request.POST.get("then") == "another":
            # The page of the record, which says so too, is not shown next.
            for caution in caution_records([saved], by=self.request.user)[0]:
                messages.warning(self.request, caution.sentence)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_form(form) if self.amending else super().form_invalid(form)

    def save(self, form: Any) -> ReviewedRecord:
        raise NotImplementedError

    def get_success_url(self) -> str:
        if self.request.POST.get("then") != "another":
            return self.object.get_absolute_url()
        same = {"operation": self.object.operation.code} if self.object.operation else {}
        same["after"] = str(self.object.pk)
        return f"{reverse(f'{self.detail_view.kind}-new')}?{urlencode(same)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        the_list = reverse(f"{self.detail_view.kind}s")
        return context | {
            **context["form"].rows,
            "amending": self.amending,
            "title": self.title,
            "then_another": self.adding,
            "remembered": None if context["form"].is_bound else self.defaults,
            "cancel_url": the_list if self.adding else self.object.get_absolute_url(),
            "currencies": self.catalogue.currencies.choices,
        }


def submit_saved(request: SignedInRequest, record: ReviewedRecord) -> None:
    """Submits a record that was just saved, with the message for its author."""
    try:
        services.submit(record, by=request.user)
    except Refused as refusal:
        messages.error(request, _("It was saved, but not submitted: %(why)s") % {"why": refusal})
    else:
        sentence = _("%(record)s was saved and submitted. It counts once somebody else has verified it.")
        messages.success(request, sentence % {"record": record})
