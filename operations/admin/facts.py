"""Sources, and what they state."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from measures.forms.dates import DateTextField, PartialDateField
from operations import rules, services
from operations.admin.forms import ServiceForm
from operations.admin.saving import ServiceAdmin, allowed
from operations.models import Claim, Indicator, Source


class DatedForm(ServiceForm):
    dates = ("date",)

    date = PartialDateField(label=_("date"))


class FactAdmin(ServiceAdmin):
    def has_add_permission(self, request: Any) -> bool:
        return request.user.enters or request.user.administers

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return self.has_add_permission(request)

    def record(self, request: Any, form: Any, rows: Any, *, change: bool) -> None:
        services.record_fact(form.instance, by=request.user)


class StatedAdmin(FactAdmin):
    """Facts of an operation, in the hands of those who steer it."""

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        if obj is None:
            return self.has_add_permission(request)
        return allowed(request, rules.may_steer, obj.operation)


@admin.register(Source)
class SourceAdmin(FactAdmin):
    form = DatedForm
    list_display = ("code", "publisher", "title", "when", "reliability", "credibility")
    list_filter = ("reliability", "credibility")
    search_fields = ("code", "publisher", "title")
    readonly_fields = ("created_at",)
    fields = (
        "code", "publisher", "title", "date", ("reliability", "credibility"), "location", "created_at",
    )  # fmt: skip

    @admin.display(description=_("date"), ordering="date_from")
    def when(self, source: Source) -> str:
        return str(source.date)


@admin.register(Claim)
class ClaimAdmin(StatedAdmin):
    form = DatedForm
    veiled = ("part_of",)
    list_display = ("code", "operation", "measure", "stage", "qualifier", "value", "unit", "agency", "source")
    list_filter = ("qualifier", "stage", ("operation", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("operation", "measure", "unit", "agency", "source")
    search_fields = ("code", "statement", "operation__code", "measure__code")
    autocomplete_fields = ("source", "operation", "measure", "agency", "unit", "part_of")
    readonly_fields = ("created_at",)
    fields = (
        "code", "operation", "source", "measure", "stage", "agency", ("qualifier", "value", "unit"), "date",
        "statement", "part_of", "note", "created_at",
    )  # fmt: skip


class IndicatorForm(ServiceForm):
    before_period = DateTextField(label=_("period before"))
    after_period = DateTextField(label=_("period after"))


@admin.register(Indicator)
class IndicatorAdmin(StatedAdmin):
    form = IndicatorForm
    list_display = ("code", "name", "operation", "before", "after", "unit", "source")
    list_filter = (("operation", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("operation", "unit", "source")
    search_fields = ("code", "name", "operation__code")
    autocomplete_fields = ("operation", "unit", "source")
    readonly_fields = ("created_at",)
    fields = (
        "code", "operation", "name", ("before", "before_period"), ("after", "after_period"), "unit", "source",
        "created_at",
    )  # fmt: skip
