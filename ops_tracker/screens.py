"""Rules for every screen of the admin: the site wraps each registered one in them."""

import re
from functools import cache
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin, ShowFacets
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IS_FACETS_VAR, IncorrectLookupParameters
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR, ChangeList
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext as _

from common.db.folding import searched

# Columns by number, such as `2.-5`.
ORDER = re.compile(r"-?[0-9]{1,3}(\.-?[0-9]{1,3})*")


def may(user: Any, action: str, model: type[Model]) -> bool:
    """Whether the table of roles allows the user this action on the model."""
    return bool(user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}"))


class Closed(ModelAdmin[Any]):
    """A screen that allows no more than the table of roles, and no filter, order or search that it does not offer."""

    show_facets = ShowFacets.NEVER

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return may(request.user, "view", self.model) and super().has_view_permission(request, obj)

    def has_add_permission(self, request: Any) -> bool:
        return may(request.user, "add", self.model) and super().has_add_permission(request)

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return may(request.user, "change", self.model) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return may(request.user, "delete", self.model) and super().has_delete_permission(request, obj)

    def get_inline_instances(self, request: Any, obj: Any = None) -> list[Any]:
        below = super().get_inline_instances(request, obj)
        return [inline for inline in below if may(request.user, "view", inline.model)]

    def get_search_fields(self, request: Any) -> list[str]:
        """The search fields, folded (without accents and capitals); one with a leading "=" compares the whole value."""
        return [
            name if name.startswith("=") else searched(self.model, name)
            for name in super().get_search_fields(request)
        ]

    def get_changelist(self, request: Any, **kwargs: Any) -> type[ChangeList]:
        return _offering(super().get_changelist(request, **kwargs))  # type: ignore[arg-type]  # classes can be hashed

    def get_changelist_instance(self, request: Any) -> ChangeList:
        try:
            return super().get_changelist_instance(request)
        except (IncorrectLookupParameters, OverflowError) as error:
            raise BadRequest("A value that is none of what the list offers") from error

    def get_deleted_objects(self, objs: Any, request: Any) -> tuple[Any, Any, Any, Any]:
        """Names of the rows to delete, without those of rows that refer to them, which may be hidden from the user."""
        *_nested, lacking, protected = super().get_deleted_objects(objs, request)
        counts = {self.opts.verbose_name_plural: len(objs)}
        if protected:
            return [], counts, set(), [_("what refers to it")]
        return [str(obj) for obj in objs], counts, lacking, []

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The address that the screen itself gives.

        Django's default redirects from any id to the page of its record.
        """
        return self.view_on_site(obj) if obj and callable(self.view_on_site) else None


class _Offered(ChangeList):
    """Refuses filters, orders and searches that the screen does not offer: each could test a hidden value."""

    def get_filters(self, request: HttpRequest) -> Any:
        found = super().get_filters(request)
        # What the filters and the date hierarchy have not taken for theirs.
        if unoffered := self.get_filters_params().keys() & found[2].keys():
            raise DisallowedModelAdminLookup(f"Not offered: {', '.join(sorted(unoffered))}")
        self._check_order()
        if SEARCH_VAR in self.params and not self.search_fields:
            raise DisallowedModelAdminLookup("This list is not searched")
        if IS_FACETS_VAR in self.params:
            raise DisallowedModelAdminLookup("Choices are not counted")
        return found

    def _check_order(self) -> None:
        order = self.params.get(ORDER_VAR, "")
        if order and not ORDER.fullmatch(order):
            raise DisallowedModelAdminLookup("No order")
        for column in order.replace("-", "").split(".") if order else ():
            number = int(column)
            name = self.list_display[number] if number < len(self.list_display) else None
            if name is None or name not in (self.sortable_by or ()) or not self.get_ordering_field(name):
                raise DisallowedModelAdminLookup(f"Not sorted by column {column}")


@cache
def _offering(kind: type[ChangeList]) -> type[ChangeList]:
    return type(kind.__name__, (_Offered, kind), {})


def closed(screen: type[ModelAdmin[Any]]) -> type[ModelAdmin[Any]]:
    return type(
        screen.__name__, (Closed, screen), {"__module__": screen.__module__, "__doc__": screen.__doc__}
    )


def offers(site: AdminSite | None, field: Any, request: HttpRequest) -> bool:
    """Whether a screen that the user may see searches for the rows that this field chooses among."""
    screens = list(site._registry.values()) if site else []  # noqa: SLF001
    below = [inline for screen in screens for inline in screen.get_inline_instances(request)]
    return may(request.user, "view", field.model) and any(
        screen.model is field.model and field.name in screen.get_autocomplete_fields(request)
        for screen in (*screens, *below)
    )


class Choices(AutocompleteJsonView):
    """The choices of a field, if a screen that the user may see offers that field."""

    def process_request(self, request: HttpRequest) -> Any:
        found = super().process_request(request)
        if not offers(self.admin_site, found[2], request):
            raise PermissionDenied
        return found

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """The choice; a screen whose rows share names has `name_of_choice` for one that differs."""
        called = getattr(self.model_admin, "name_of_choice", str)
        return {"id": str(getattr(obj, to_field_name)), "text": called(obj)}
