from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from measures.forms.dates import PartialDateField
from operations.admin.forms import SHARING
from operations.admin.saving import ServiceInline, readers_in
from operations.admin.trail import Below, readers_below
from operations.models import (
    AMOUNT_RELATIONS,
    Outcome,
    OutcomeAttachment,
    OutcomeCredit,
    OutcomePersons,
    OutcomeReader,
    OutcomeSource,
    ReviewedRecord,
)
from operations.models.outcome_persons import persons_words
from outcomes import services
from records.admin.amounts import reported_amount
from records.admin.attachments import AttachmentInline, attachments_below
from records.admin.credits import CreditRowInline, credits_below
from records.admin.review import REVIEW, ReviewedAdmin, ReviewedForm
from records.admin.sources import SourceRowInline, sources_below


class OutcomeAdminForm(ReviewedForm):
    date = PartialDateField(label=_("date"))


class OutcomeCreditInline(CreditRowInline):
    model = OutcomeCredit


class OutcomeSourceInline(SourceRowInline):
    model = OutcomeSource


class OutcomePersonsInline(ServiceInline, admin.TabularInline[Any, Any]):
    model = OutcomePersons
    rows = "persons"
    fields = ("number", "sex", "age", "nationality")
    autocomplete_fields = ("nationality",)


class OutcomeFileInline(AttachmentInline):
    model = OutcomeAttachment


@admin.register(Outcome)
class OutcomeAdmin(ReviewedAdmin):
    form = OutcomeAdminForm
    inlines = (OutcomePersonsInline, OutcomeCreditInline, OutcomeSourceInline, OutcomeFileInline)
    below = (
        readers_below(OutcomeReader, "outcome"),
        Below(OutcomePersons, "outcome", ("nationality",), persons_words),
        credits_below(OutcomeCredit, "outcome"),
        sources_below(OutcomeSource, "outcome"),
        attachments_below(OutcomeAttachment, "outcome"),
    )
    list_display = (
        "called", "measure", "how_much", "within", "agency", "when", "state", "marking", "created_at",
    )  # fmt: skip
    list_select_related = (*AMOUNT_RELATIONS, "agency")
    search_fields = ("reference", "measure__code", "operation__code", "operation__name", "agency__code")
    autocomplete_fields = (*ReviewedAdmin.autocomplete_fields, "measure", "unit", "currency", "agency")
    fieldsets = (
        (None, {"fields": ("reference", "operation", "agency", "country", "date", "marking", "seen")}),
        (
            _("Result"),
            {
                "fields": (
                    "measure",
                    "qualifier",
                    ("quantity", "quantity_high", "unit"),
                    ("amount", "amount_high", "currency"),
                    "description",
                )
            },
        ),
        (_("Source"), {"fields": ("source", "part_of", ("series", "reported_on"), "note")}),
        SHARING,
        REVIEW,
    )

    @admin.display(description=_("how much"))
    def how_much(self, outcome: Outcome) -> str:
        return reported_amount(outcome)

    def record(self, request: Any, form: Any, rows: Any, *, change: bool) -> None:
        outcome, by = form.instance, request.user
        below = {name: rows[name].rows for name in ("credits", "sources", "persons")}
        below["readers"] = readers_in(form)
        if change:
            version = form.cleaned_data["seen"] or 0
            services.change_outcome(outcome, **below, by=by, version=version, reason=form.reason)
        else:
            services.record_outcome(outcome, **below, by=by)

    def copy(self, original: ReviewedRecord, *, by: User, version: int | None, reason: str) -> ReviewedRecord:
        assert isinstance(original, Outcome)
        return services.amend_outcome(original, by=by, version=version, reason=reason)
