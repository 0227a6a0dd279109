"""Entering and editing a reviewed record: a seizure or an outcome."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from common.errors import Refused
from common.forms.sheet import Sheet
from common.pages.entry import Entry
from operations.forms.catalogue import Catalogue
from operations.models import ReviewedRecord
from operations.rules import may_enter
from records import rules, services
from records.forms.record import RecordForm
from records.pages.page import RecordPage


class RecordEntry(Entry):
    page: type[RecordPage]
    form: type[RecordForm]
    new_title: Any = ""
    catalogue_class = Catalogue

    def begun(self) -> ReviewedRecord:
        may_enter(self.request.user)
        return self.page.model()

    def found(self, **key: Any) -> ReviewedRecord:
        model = self.page.model
        chosen = [field.name for field in model._meta.concrete_fields if field.is_relation]
        related = [name for name in chosen if name in self.form.written]
        record = get_object_or_404(
            model.objects.visible_to(self.request.user).select_related("owner", *related), **key
        )
        rules.may_change(record, self.request.user)
        return record

    def refused(self, refusal: Refused, **key: Any) -> HttpResponse:
        return self.page.of(self.request, key["pk"]).shown(refusal) if key else super().refused(refusal)

    def titled(self, record: ReviewedRecord) -> str:
        return str(self.new_title) if record._state.adding else _("Edit %(record)s") % {"record": record}

    def preset(self) -> dict[str, Any]:
        """What a new record begins with: the operation whose page one came from, and its marking."""
        chosen = self.catalogue.operations.rows.get(self.request.GET.get("operation", ""))
        preset = {"operation": chosen, "marking": chosen.marking} if chosen else {}
        return preset | self.own()

    def own(self) -> dict[str, Any]:
        return {}

    def entered(self, record: ReviewedRecord, sheet: Sheet) -> dict[str, Any]:
        """What a service is given beside the record, which has what was typed by then."""
        sheet.form.write(record)
        return {"readers": sheet.form.cleaned_data.get("readers"), "by": self.request.user}

    def done(self, saved: ReviewedRecord) -> HttpResponse:  # type: ignore[override]
        then = self.request.POST.get("then")
        if then == "submit":
            return self._submitted(saved)
        messages.success(self.request, _("%(record)s was saved as a draft.") % {"record": saved})
        if then == "another":
            same = {"operation": saved.operation.code} if saved.operation else {}
            return redirect(f"{reverse(f'{self.page.kind}-new')}?{urlencode(same)}")
        return redirect(saved)

    def _submitted(self, saved: ReviewedRecord) -> HttpResponse:
        try:
            services.submit(saved, by=self.request.user)
        except Refused as refusal:
            messages.error(self.request, _("It was saved, but not submitted: %(why)s") % {"why": refusal})
        else:
            messages.success(
                self.request,
                _("%(record)s was saved and submitted. It counts once somebody else has verified it.")
                % {"record": saved},
            )
        return redirect(saved)

    def context(self, record: ReviewedRecord, sheet: Sheet) -> dict[str, Any]:
        plural = reverse(f"{self.page.kind}s")
        return {
            "then_another": self.adding,
            "cancel_url": plural if self.adding else record.get_absolute_url(),
            "currencies": self.catalogue.currencies.choices,
        }
