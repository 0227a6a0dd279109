"""The audit trail in the admin: every change of every tracked table, read only, for auditors and administrators."""

import re
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import Group
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pghistory import core
from pghistory.models import Events

from agencies.models import Role, User
from operations.discretion import Discretion
from operations.history import ACTIONS, LABELS
from ops_tracker.event_access import NAMING, event_content, tracked
from ops_tracker.trail import describe

# Roles decide what an account may do.
admin.site.unregister(Group)
apps.get_app_config("pghistory").verbose_name = gettext_lazy("Audit")

NUMBER = re.compile("[0-9]{1,18}")


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
        """The events of the named user; older events have only the id of the account."""
        if not (name := self.value()):
            return queryset
        account = User.objects.filter(username=name).values_list("pk", flat=True).first()
        by_id = Q(pgh_context__username__isnull=True, pgh_context__user=account) if account else Q()
        return queryset.filter(Q(pgh_context__username=name) | by_id)


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
        describe(self.result_list, request.user)


@admin.register(Events)
class EventAdmin(admin.ModelAdmin[Events]):
    list_display = ("when", "who", "what", "kind", "thing", "reason")
    list_display_links = ("when",)
    list_filter = (("pgh_created_at", TimeFilter), PersonFilter, KindFilter, ChangeFilter)
    # Not by words of a reason: it is not for everybody who may know that something was done.
    search_fields = ("=pgh_context__username", "=pgh_obj_id")
    search_help_text = gettext_lazy("A user name, or the id of an object")
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
        events = Events.objects.across(known[label])  # type: ignore[no-untyped-call]  # pghistory has no types
        event = events.filter(pgh_id=int(number)).first()
        if event:
            describe([event], request.user)
            event.content = event_content(event, Discretion(request.user)) if event.open else {}
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
        return str(event.person)

    @admin.display(description=gettext_lazy("what"))
    def what(self, event: Any) -> str:
        action = "" if event.pgh_obj_model in NAMING else (event.pgh_context or {}).get("action", "")
        return str(ACTIONS.get(action) or LABELS.get(event.pgh_label, event.pgh_label))

    @admin.display(description=gettext_lazy("kind of object"))
    def kind(self, event: Any) -> str:
        return _kind(event.pgh_obj_model)

    @admin.display(description=gettext_lazy("object"))
    def thing(self, event: Any) -> str:
        model = apps.get_model(event.pgh_obj_model)._meta
        if not event.there:
            return str(event.named)
        try:
            page = reverse(f"admin:{model.app_label}_{model.model_name}_change", args=[event.pgh_obj_id])
        except NoReverseMatch:
            return str(event.named)
        return format_html('<a href="{}">{}</a>', page, event.named)

    @admin.display(description=gettext_lazy("reason"))
    def reason(self, event: Any) -> str:
        return str((event.pgh_context or {}).get("reason", "")) if event.open and event.inside else ""

    @admin.display(description=gettext_lazy("address"))
    def address(self, event: Any) -> str:
        return str((event.pgh_context or {}).get("url", "")) if event.open and event.inside else ""

    @admin.display(description=gettext_lazy("before and after"))
    def changes(self, event: Any) -> str:
        if not event.open:
            return _("You may not read this record, so you learn that it changed, and not what it says.")
        lines = ((name, " → ".join(map(str, both))) for name, both in event.content.items())
        return format_html_join("\n", "{}: {}<br>", lines)


def _kind(label: str) -> str:
    return capfirst(str(apps.get_model(label)._meta.verbose_name))
