"""The audit trail: every change of every tracked table, for auditors and administrators, who only read it."""

import re
from collections import defaultdict
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import Group
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pghistory import core
from pghistory.models import Events

from agencies.models import Role, User
from operations.history import ACTIONS, LABELS
from operations.models import Operation, Outcome
from seizures.models import SeizedItem, Seizure

# Roles decide what an account may do.
admin.site.unregister(Group)
apps.get_app_config("pghistory").verbose_name = gettext_lazy("Audit")

NUMBER = re.compile("[0-9]{1,18}")
# What a row is called, by the first of these that its model has.
NAMES = ("reference", "code", "username", "name", "measure__code", "agency__code", "prefix")
# For a row that has no marking of its own, the records whose marking decides, and the column that leads there.
ABOVE: dict[str, tuple[str, tuple[Any, ...]]] = {
    "operations.Participation": ("operation_id", (Operation,)),
    "operations.Claim": ("operation_id", (Operation,)),
    "operations.Indicator": ("operation_id", (Operation,)),
    "operations.Comment": ("record", (Seizure, Outcome)),
    "seizures.SeizedItem": ("seizure_id", (Seizure,)),
    "seizures.Credit": ("seizure_id", (Seizure,)),
    "seizures.Disposition": ("item_id", (SeizedItem,)),
}


def tracked() -> dict[str, Any]:
    """The event model of each tracked model, by its label."""
    return {event.pgh_tracked_model._meta.label: event for event in core.event_models()}


class KindFilter(admin.SimpleListFilter):
    title = gettext_lazy("kind of object")
    parameter_name = "kind"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        named = [(label, _kind(label)) for label in tracked()]
        return sorted(named, key=lambda pair: pair[1])

    def queryset(self, request: Any, queryset: Any) -> Any:
        event = tracked().get(self.value() or "")
        return queryset.across(event) if event else queryset


class PersonFilter(admin.SimpleListFilter):
    title = gettext_lazy("person")
    parameter_name = "person"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        names = User.objects.filter(is_staff=True).values_list("username", flat=True)
        return [(name, name) for name in names.order_by("username")]

    def queryset(self, request: Any, queryset: Any) -> Any:
        return queryset.filter(pgh_context__username=self.value()) if self.value() else queryset


class ChangeFilter(admin.SimpleListFilter):
    title = gettext_lazy("change")
    parameter_name = "change"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return list(LABELS.items())

    def queryset(self, request: Any, queryset: Any) -> Any:
        return queryset.filter(pgh_label=self.value()) if self.value() else queryset


class TimeFilter(admin.DateFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = gettext_lazy("time")


class EventList(ChangeList):
    def get_results(self, request: Any) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        name_objects(self.result_list)


@admin.register(Events)
class EventAdmin(admin.ModelAdmin):
    list_display = ("when", "who", "what", "kind", "thing", "reason")
    list_display_links = ("when",)
    list_filter = (("pgh_created_at", TimeFilter), PersonFilter, KindFilter, ChangeFilter)
    search_fields = ("=pgh_context__username", "pgh_context__reason", "=pgh_obj_id")
    search_help_text = gettext_lazy("A user name, the id of an object, or words of a reason")
    ordering = ("-pgh_created_at", "-pgh_id", "pgh_slug")
    show_full_result_count = False
    fields = readonly_fields = ("when", "who", "what", "kind", "thing", "reason", "address", "changes")

    def get_queryset(self, request: Any) -> Any:
        # What a row looked like before and after is worked out for the one that is opened.
        return Events.objects.defer("pgh_data", "pgh_diff").order_by(*self.ordering)

    def get_changelist(self, request: Any, **kwargs: Any) -> Any:
        return EventList

    def get_object(self, request: Any, object_id: str, from_field: Any = None) -> Any:
        label, _colon, number = unquote(object_id).partition(":")
        known = {event._meta.label: event for event in core.event_models()}
        if label not in known or not NUMBER.fullmatch(number):
            return None
        event = Events.objects.across(known[label]).filter(pgh_id=int(number)).first()
        if event:
            name_objects([event])
            event.open = _may_read(event, request.user)
        return event

    def change_view(self, request: Any, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        named = {"title": _("Event"), "subtitle": None, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, named)

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        user = request.user
        return user.is_superuser or user.role in (Role.AUDITOR, Role.ADMINISTRATOR)

    has_module_permission = has_view_permission

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("when"), ordering="pgh_created_at")
    def when(self, event: Any) -> str:
        return timezone.localtime(event.pgh_created_at).isoformat(" ", "seconds")

    @admin.display(description=gettext_lazy("who"), empty_value="–")
    def who(self, event: Any) -> str:
        return (event.pgh_context or {}).get("username", "")

    @admin.display(description=gettext_lazy("what"))
    def what(self, event: Any) -> str:
        action = (event.pgh_context or {}).get("action", "")
        return str(ACTIONS.get(action) or LABELS.get(event.pgh_label, event.pgh_label))

    @admin.display(description=gettext_lazy("kind of object"))
    def kind(self, event: Any) -> str:
        return _kind(event.pgh_obj_model)

    @admin.display(description=gettext_lazy("object"))
    def thing(self, event: Any) -> str:
        model = apps.get_model(event.pgh_obj_model)._meta
        if not event.there:
            return event.named
        try:
            page = reverse(f"admin:{model.app_label}_{model.model_name}_change", args=[event.pgh_obj_id])
        except NoReverseMatch:
            return event.named
        return format_html('<a href="{}">{}</a>', page, event.named)

    @admin.display(description=gettext_lazy("reason"))
    def reason(self, event: Any) -> str:
        return (event.pgh_context or {}).get("reason", "")

    @admin.display(description=gettext_lazy("address"))
    def address(self, event: Any) -> str:
        return (event.pgh_context or {}).get("url", "")

    @admin.display(description=gettext_lazy("before and after"))
    def changes(self, event: Any) -> str:
        if not event.open:
            return _("You may not read this record, so you learn that it changed, and not what it says.")
        if event.pgh_diff is None:
            known = (
                (name, value) for name, value in (event.pgh_data or {}).items() if value not in (None, "")
            )
            return format_html_join("\n", "{}: {}<br>", known)
        return format_html_join(
            "\n", "{}: {} → {}<br>", ((name, *both) for name, both in event.pgh_diff.items())
        )


def _kind(label: str) -> str:
    return capfirst(str(apps.get_model(label)._meta.verbose_name))


def name_objects(events: list[Any]) -> None:
    """Gives each event the name of its object (`named`), and says whether that is still `there`."""
    by_model: dict[str, set[str]] = defaultdict(set)
    for event in events:
        by_model[event.pgh_obj_model].add(event.pgh_obj_id)
    names = {label: _names(apps.get_model(label), ids) for label, ids in by_model.items()}
    for event in events:
        found = names[event.pgh_obj_model]
        event.there = event.pgh_obj_id in found
        event.named = found.get(event.pgh_obj_id) or event.pgh_obj_id


def _names(model: type[models.Model], ids: set[str]) -> dict[str, str]:
    fields = {field.name for field in model._meta.get_fields()}
    name = next((name for name in NAMES if name.split("__")[0] in fields), "pk")
    rows = model._default_manager.filter(pk__in=ids).values_list("pk", name)
    return {str(pk): str(named or "") for pk, named in rows}


def _may_read(event: Any, user: User) -> bool:
    """Whether the marking of the event's object, or of the record above it, lets the user read it."""
    data, model = event.pgh_data or {}, apps.get_model(event.pgh_obj_model)
    column, above = ABOVE.get(event.pgh_obj_model, ("id", (model,)))
    return any(_visible(over, user).filter(pk=data.get(column)).exists() for over in above)


def _visible(model: Any, user: User) -> Any:
    rows = model._default_manager.all()
    if model is SeizedItem:
        return rows.filter(seizure__in=Seizure.objects.visible_to(user).values("pk"))
    return rows.visible_to(user) if hasattr(rows, "visible_to") else rows
