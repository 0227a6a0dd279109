"""Admin screens of sources, claims and indicators."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from measures.forms.dates import DateTextField, PartialDateField
from operations import rules, services
from operations.admin.forms import SHARING, Explained, ExplainedForm
from operations.admin.saving import ServiceAdmin, is_list, passes_rule, readers_in
from operations.admin.trail import readers_below
from operations.models import Claim, Indicator, Source, SourceReader, sources_for


class DatedForm(ExplainedForm):
    dates = ("date",)

    date = PartialDateField(label=_("date"))


class FactAdmin(Explained, ServiceAdmin):
    def has_add_permission(self, request: Any) -> bool:
        return bool(request.user.enters or request.user.administers)

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return self.has_add_permission(request)


class StatedAdmin(FactAdmin):
    """Claims and indicators of an operation: those who steer the operation change them."""

    veiled: tuple[str, ...] = ("source",)

    def record(self, request: Any, form: Any, rows: Any, *, change: bool) -> None:
        seen = self.seen(request) if change else None
        services.record_fact(form.instance, by=request.user, seen=seen, reason=form.reason)

    def get_queryset(self, request: Any) -> Any:
        rows = super().get_queryset(request)
        return rows.prefetch_related(sources_for(request.user)) if is_list(request) else rows

    @admin.display(description=_("source"))
    def stated_in(self, fact: Any) -> str:
        return str(fact.source or _("not shown to you")) if fact.source_id else ""

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        if obj is None:
            return self.has_add_permission(request)
        return passes_rule(request, rules.may_steer, obj.operation)


@admin.register(Source)
class SourceAdmin(FactAdmin):
    form = DatedForm
    below = (readers_below(SourceReader, "source"),)
    list_display = ("code", "publisher", "title", "when", "reliability", "credibility", "marking", "owner")
    list_filter = ("reliability", "credibility", "marking")
    list_select_related = ("owner",)
    search_fields = ("code", "publisher", "title")
    autocomplete_fields = ("operation",)
    filter_horizontal = ("readers",)
    veiled = ("operation",)
    readonly_fields = ("owner", "created_at")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "code", "publisher", "title", "date", ("reliability", "credibility"), "location",
                    "operation", "marking", "owner", "created_at",
                )
            },
        ),
        SHARING,
    )  # fmt: skip

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        if obj is None:
            return self.has_add_permission(request)
        return passes_rule(request, rules.may_change_source, obj)

    def record(self, request: Any, form: Any, rows: Any, *, change: bool) -> None:
        seen = self.seen(request) if change else None
        given = {"readers": readers_in(form), "reason": form.reason}
        services.record_source(form.instance, **given, by=request.user, seen=seen)

    @admin.display(description=_("date"), ordering="date_from")
    def when(self, source: Source) -> str:
        return str(source.date)


@admin.register(Claim)
class ClaimAdmin(StatedAdmin):
    form = DatedForm
    veiled = ("source", "part_of")
    list_display = (
        "code", "operation", "measure", "stage", "qualifier", "value", "unit", "agency", "stated_in",
    )  # fmt: skip
    list_filter = ("qualifier", "stage", ("operation", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("operation", "measure__unit", "unit", "agency")
    search_fields = ("code", "statement", "operation__code", "measure__code")
    autocomplete_fields = ("source", "operation", "measure", "agency", "unit", "part_of")
    readonly_fields = ("created_at",)
    fields = (
        "code", "operation", "source", "measure", "stage", "agency", ("qualifier", "value", "value_high", "unit"),
        "date",
        "statement", "part_of", "note", "created_at",
    )  # fmt: skip


class IndicatorForm(ExplainedForm):
    before_period = DateTextField(label=_("period before"))
    after_period = DateTextField(label=_("period after"))


@admin.register(Indicator)
class IndicatorAdmin(StatedAdmin):
    form = IndicatorForm
    list_display = ("code", "name", "operation", "before", "after", "unit", "stated_in")
    list_filter = (("operation", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("operation", "unit")
    search_fields = ("code", "name", "operation__code")
    autocomplete_fields = ("operation", "unit", "source")
    readonly_fields = ("created_at",)
    fields = (
        "code", "operation", "name", ("before", "before_period"), ("after", "after_period"), "unit", "source",
        "created_at",
    )  # fmt: skip
