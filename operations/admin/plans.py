"""Admin screens of what operations expect: plans and targets."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from operations import rules, services
from operations.admin.facts import DatedForm, FactAdmin
from operations.admin.forms import ExplainedForm
from operations.admin.saving import passes_rule
from operations.models import Plan, Target


class ExpectedAdmin(FactAdmin):
    form = ExplainedForm
    list_filter = (("operation", admin.RelatedOnlyFieldListFilter),)
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("operation",)
    readonly_fields = ("created_at",)
    service: Any = None

    def record(self, request: Any, form: Any, rows: Any, *, change: bool) -> None:
        seen = self.seen(request) if change else None
        type(self).service(form.instance, by=request.user, seen=seen, reason=form.reason)

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        if obj is None:
            return self.has_add_permission(request)
        return passes_rule(request, rules.may_steer, obj.operation)


@admin.register(Plan)
class PlanAdmin(ExpectedAdmin):
    service = staticmethod(services.record_plan)
    list_display = ("operation", "every", "begins_on", "ends_on", "due_days", "review_levels")
    list_select_related = ("operation",)
    search_fields = ("operation__code", "operation__name")
    fields = ("operation", "every", ("begins_on", "ends_on"), "due_days", "review_levels", "created_at")


@admin.register(Target)
class TargetAdmin(ExpectedAdmin):
    form = DatedForm
    service = staticmethod(services.record_target)
    list_display = ("measure", "stage", "operation", "agency", "value", "unit", "when")
    list_select_related = ("operation", "measure__unit", "unit", "agency")
    search_fields = ("measure__code", "operation__code", "agency__code")
    autocomplete_fields = ("operation", "measure", "agency", "unit")
    fields = (
        "operation", "measure", "stage", "agency", ("value", "unit"), "date", "statement", "created_at",
    )  # fmt: skip

    @admin.display(description=_("in the period"), ordering="date_from")
    def when(self, target: Target) -> str:
        return str(target.date)
