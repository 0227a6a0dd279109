"""New and edit pages of reviewed records: FormViews whose `save` calls a service."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.generic import FormView

from common.errors import Refused
from common.forms.once import page_number, save_form_once
from common.pages.typed import ReopenedMixin
from operations.forms.catalogue import Catalogue
from operations.models import ReviewedRecord
from operations.rules import may_enter
from records import rules, services
from records.cautions import caution_records
from records.forms.record import RecordForm

AMENDING = _lazy("This is a draft that amends a verified record. The original counts until it is verified.")


class RecordEntryView(ReopenedMixin, FormView):
    """The entry page of one kind of record. A subclass has the form and the template, and saves."""

    # The view of the record's page, which stands above: `kind`, `model`, `respond()` and `field_labels()`.
    detail_view: Any = None
    form_class: type[RecordForm]
    new_title: Any = ""
    # Whether what is edited is a verified record, of which saving makes an amendment.
    amending = False
    http_method_names = ["get", "post", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.catalogue = Catalogue(request.user)
        try:
            self.object = self.get_object()
        except Refused as refusal:
            if "pk" not in kwargs:
                raise PermissionDenied(str(refusal)) from refusal
            return self.detail_view.respond(request, kwargs["pk"], refusal=refusal)
        # Read before saving: an attempt that fails leaves its traces on the object.
        self.adding, self.title = self.object._state.adding, self.get_title()
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

    def get_queryset(self) -> QuerySet[Any]:
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
        """The initial values of a new record: the operation whose page linked here, and its marking."""
        if not self.adding:
            return {}
        operation = self.catalogue.operations.rows.get(self.request.GET.get("operation", ""))
        return {"operation": operation, "marking": operation.marking} if operation else {}

    def get_form_kwargs(self) -> dict[str, Any]:
        asks_why = None if self.adding else self.amending
        return super().get_form_kwargs() | {
            "instance": self.object,
            "catalogue": self.catalogue,
            "reason_needed": asks_why,
        }

    def form_valid(self, form: RecordForm) -> HttpResponse:
        saved = form.attempt(partial(self.save_once, form))
        if saved is None:
            return self.render_form(form)
        self.object = saved
        if self.request.POST.get("then") == "submit":
            self.submit()
        elif self.amending:
            messages.success(self.request, AMENDING)
        else:
            messages.success(self.request, _("%(record)s was saved as a draft.") % {"record": saved})
        if self.request.POST.get("then") == "another":
            # The page of the record, which says so too, is not shown next.
            for caution in caution_records([saved], by=self.request.user)[0]:
                messages.warning(self.request, caution.sentence)
        return super().form_valid(form)

    def form_invalid(self, form: RecordForm) -> HttpResponse:
        """The form with all errors: the parsed values are checked by the service, too."""
        if not self.amending:
            form.attempt(partial(self.check, form))
        return self.render_form(form)

    def render_form(self, form: RecordForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=form.status)

    def save_once(self, form: RecordForm) -> ReviewedRecord:
        """The saved record. A page that is sent twice gives the record of the first time."""
        if not (self.adding or self.amending):
            return self.save(form)
        saved, pk = save_form_once(self.request.POST, self.request.user, partial(self.save, form))
        return saved or self._saved_before(pk)

    def _saved_before(self, pk: str) -> ReviewedRecord:
        saved: ReviewedRecord | None = self.get_queryset().filter(pk=pk).first()
        if saved is None:
            raise Refused(
                _("This was saved once, and has been removed since. Open a new page to enter it again.")
            )
        return saved

    def save(self, form: Any) -> ReviewedRecord:
        """Saves through the service, and returns the record."""
        raise NotImplementedError

    def check(self, form: Any) -> None:
        """Raises Invalid with everything for which the service would refuse the record."""
        raise NotImplementedError

    def submit(self) -> None:
        try:
            services.submit(self.object, by=self.request.user)
        except Refused as refusal:
            messages.error(self.request, _("It was saved, but not submitted: %(why)s") % {"why": refusal})
        else:
            sentence = _("%(record)s was saved and submitted. It counts once somebody else has verified it.")
            messages.success(self.request, sentence % {"record": self.object})

    def get_success_url(self) -> str:
        if self.request.POST.get("then") != "another":
            return self.object.get_absolute_url()
        same = {"operation": self.object.operation.code} if self.object.operation else {}
        return f"{reverse(f'{self.detail_view.kind}-new')}?{urlencode(same)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        the_list = reverse(f"{self.detail_view.kind}s")
        return context | {
            **context["form"].rows,
            "amending": self.amending,
            "title": self.title,
            "then_another": self.adding,
            "once": page_number(self.request),
            "cancel_url": the_list if self.adding else self.object.get_absolute_url(),
            "currencies": self.catalogue.currencies.choices,
        }
