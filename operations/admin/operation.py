from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.forms.admin import TYPED
from common.forms.fields import array_of
from measures.forms.dates import PartialDateField
from operations import rules, services
from operations.admin.forms import SHARING, Explained, VersionedForm
from operations.admin.saving import ServiceAdmin, ServiceInline, passes_rule, readers_in
from operations.admin.trail import Below, readers_below
from operations.models import (
    Concealment,
    Conveyance,
    Operation,
    OperationInstrument,
    OperationReader,
    Participation,
    Threat,
)


def _named_instrument(event: Any) -> str:
    return str(event.legalinstrument)


def instruments_in(form: Any) -> Any:
    """The legal instruments on the form if they were changed there, else None."""
    return form.cleaned_data["legal_instruments"] if "legal_instruments" in form.changed_data else None


class OperationAdminForm(VersionedForm):
    dates = ("starts", "ends")

    starts = PartialDateField(label=_("starts"))
    ends = PartialDateField(label=_("ends"))
    threats = array_of(_("threats"), Threat.choices, forms.CheckboxSelectMultiple)
    conveyances = array_of(_("conveyances met"), Conveyance.choices, forms.CheckboxSelectMultiple)
    concealments = array_of(_("concealments met"), Concealment.choices, forms.CheckboxSelectMultiple)


class ParticipationInline(ServiceInline, admin.TabularInline[Participation, Operation]):
    model = Participation
    rows = "participations"
    fields = ("agency", "country", "role", "joint_lead", "excused", "function", "area", "note")
    autocomplete_fields = ("agency", "country")
    formfield_overrides = {**TYPED, models.CharField: {"widget": forms.TextInput(attrs={"size": 14})}}

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("agency", "country")


@admin.register(Operation)
class OperationAdmin(Explained, ServiceAdmin):
    form = OperationAdminForm
    inlines = (ParticipationInline,)
    below = (
        Below(Participation, "operation", ("agency", "country"), Participation.__str__),
        readers_below(OperationReader, "operation"),
        Below(OperationInstrument, "operation", ("legalinstrument",), _named_instrument),
    )
    veiled = ("parent", "proposed_parent")
    list_display = ("code", "name", "kind", "owner", "starting", "ending", "marking", "created_at")
    list_filter = ("kind", "marking", ("owner", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("owner",)
    search_fields = ("code", "name", "expansion", "participations__agency__code")
    date_hierarchy = "starts_on"
    readonly_fields = ("owner", "created_at")
    autocomplete_fields = ("parent",)
    filter_horizontal = ("readers", "legal_instruments")
    fieldsets = (
        (None, {"fields": ("code", "name", "expansion", "kind", "parent", "marking", "seen")}),
        (_("When and where"), {"fields": (("starts", "ends", "duration_days"), "scope")}),
        (_("What about"), {"fields": ("threats", "conveyances", "concealments")}),
        (_("Texts"), {"fields": ("objectives", "legal_bases", "legal_instruments", "findings")}),
        (_("Recorded"), {"fields": ("owner", "created_at")}),
        SHARING,
    )

    @admin.display(description=_("starts"), ordering="starts_on")
    def starting(self, operation: Operation) -> str:
        return str(operation.starts)

    @admin.display(description=_("ends"), ordering="ends_on")
    def ending(self, operation: Operation) -> str:
        return str(operation.ends)

    def has_add_permission(self, request: Any) -> bool:
        user = request.user
        return bool(user.enters or (user.administers and user.agency_id is not None))

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        if obj is None:
            return bool(request.user.enters or request.user.administers)
        return passes_rule(request, rules.may_steer, obj)

    def record(self, request: Any, form: Any, rows: Any, *, change: bool) -> None:
        operation, by = form.instance, request.user
        services.record_operation(
            operation,
            participations=rows["participations"].rows,
            readers=readers_in(form),
            legal_instruments=instruments_in(form),
            by=by,
            version=(form.cleaned_data["seen"] or 0) if change else None,
            reason=form.reason,
        )
