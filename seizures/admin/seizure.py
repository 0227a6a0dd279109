from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from measures.forms.dates import PartialDateField
from operations.admin.forms import SHARING
from operations.admin.saving import is_list, readers_in
from operations.admin.trail import Below, readers_below
from operations.models import ReviewedRecord
from records.admin.amounts import reported_amount
from records.admin.attachments import attachments_below
from records.admin.credits import credits_below
from records.admin.review import REVIEW, ReviewedAdmin, ReviewedForm
from records.admin.sources import sources_below
from seizures import services
from seizures.admin.rows import CreditInline, ItemInline, SeizureFileInline, SourceInline
from seizures.models import (
    Credit,
    Disposition,
    SeizedItem,
    Seizure,
    SeizureAttachment,
    SeizureReader,
    SeizureSource,
)

ROUTE = (
    ("origin", "origin_place"),
    ("transit", "transit_place"),
    ("destination", "destination_place"),
)


class SeizureAdminForm(ReviewedForm):
    date = PartialDateField(label=_("date"))


@admin.register(Seizure)
class SeizureAdmin(ReviewedAdmin):
    form = SeizureAdminForm
    inlines = (ItemInline, CreditInline, SourceInline, SeizureFileInline)
    below = (
        readers_below(SeizureReader, "seizure"),
        Below(SeizedItem, "seizure", ("measure",), SeizedItem.__str__),
        credits_below(Credit, "seizure"),
        sources_below(SeizureSource, "seizure"),
        attachments_below(SeizureAttachment, "seizure"),
        Below(Disposition, "item__seizure", (), Disposition.__str__),
    )
    list_display = (
        "called", "what", "within", "seizing_agency", "when", "stage", "state", "marking", "created_at",
    )  # fmt: skip
    list_filter = ("stage", "kind", *ReviewedAdmin.list_filter)
    list_select_related = ("seizing_agency",)
    search_fields = (
        "reference", "operation__code", "operation__name", "seizing_agency__code", "items__measure__code",
        "place__name",
    )  # fmt: skip
    autocomplete_fields = (
        *ReviewedAdmin.autocomplete_fields, "seizing_agency", "place", *(name for pair in ROUTE for name in pair),
    )  # fmt: skip
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "reference", "operation", "seizing_agency", "date", ("country", "place"),
                    ("latitude", "longitude", "accuracy"), "stage", ("kind", "event_count"), "marking", "seen",
                )
            },
        ),
        (_("How"), {"fields": ("conveyance", "concealment", "detection")}),
        (_("Route"), {"fields": ROUTE}),
        (_("Source"), {"fields": ("source", "part_of", ("series", "reported_on"), "note")}),
        SHARING,
        REVIEW,
    )  # fmt: skip

    def get_changeform_initial_data(self, request: Any) -> dict[str, Any]:
        return {"seizing_agency": request.user.agency_id} | super().get_changeform_initial_data(request)

    def get_queryset(self, request: Any) -> Any:
        queryset = super().get_queryset(request)
        return queryset.with_amounts() if is_list(request) else queryset

    @admin.display(description=_("what was taken"))
    def what(self, seizure: Seizure) -> str:
        return "; ".join(f"{item.measure}: {reported_amount(item)}" for item in seizure.items.all())

    def record(self, request: Any, form: Any, rows: Any, *, change: bool) -> None:
        seizure, by = form.instance, request.user
        below = {name: rows[name].rows for name in ("items", "credits", "sources")}
        below["readers"] = readers_in(form)
        if change:
            version = form.cleaned_data["seen"] or 0
            services.change_seizure(seizure, **below, by=by, version=version, reason=form.reason)
        else:
            services.record_seizure(seizure, **below, by=by)

    def copy(self, original: ReviewedRecord, *, by: User, version: int | None, reason: str) -> ReviewedRecord:
        assert isinstance(original, Seizure)
        return services.amend_seizure(original, by=by, version=version, reason=reason)
