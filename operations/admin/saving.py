"""Admin screens that list what the reader may see and save through a service, all or nothing."""

from typing import Any

from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from common.admin import SavingAdmin
from common.errors import Refused
from common.forms.admin import TYPED
from operations.admin.forms import PresetSelect, ServiceErrors, ServiceForm, ServiceFormSet
from operations.admin.inner import Discreet, discretion_of
from operations.admin.trail import Below, trail
from operations.people import offered_to
from operations.veil import is_veiled, unveil, veil_hidden


def passes_rule(request: Any, rule: Any, record: Any) -> bool:
    """Whether a rule of operations.rules allows the record to the user. Cached, as a page checks it a dozen times."""
    cached: dict[Any, bool] = request.__dict__.setdefault("allowed", {})
    if (key := (rule, record.pk)) not in cached:
        try:
            rule(record, request.user)
            cached[key] = True
        except Refused:
            cached[key] = False
    return cached[key]


def is_list(request: Any) -> bool:
    """Whether the page is the list of a screen."""
    return bool(request.resolver_match) and request.resolver_match.url_name.endswith("_changelist")


class Searching(BaseModelAdmin[Any]):
    """Searches for related rows among those that the reader may see.

    Rows that are chosen already cost no query each.
    """

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        rows = db_field.related_model._default_manager.all()
        if hasattr(rows, "visible_to"):
            kwargs["queryset"] = rows.visible_to(request.user)
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = PresetSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ServiceAdmin(Discreet, Searching, SavingAdmin):
    """A screen that saves by `record`. If the service refuses, the form shows the errors and keeps what was typed."""

    form = ServiceForm
    formfield_overrides = TYPED
    list_per_page = 50
    # The filtered count is enough: the other one would count a whole table.
    show_full_result_count = False
    # Kinds of rows whose history is shown with the record's.
    below: tuple[Below, ...] = ()
    # Relations that may lead to what the reader may not see.
    veiled: tuple[str, ...] = ()

    def record(self, request: Any, form: Any, rows: dict[str, ServiceFormSet], *, change: bool) -> None:
        """Saves the form's instance and the rows below it through the service."""
        raise NotImplementedError

    def get_queryset(self, request: Any) -> models.QuerySet[Any]:
        queryset = super().get_queryset(request)
        return queryset.visible_to(request.user) if hasattr(queryset, "visible_to") else queryset

    def get_object(self, request: Any, object_id: str, from_field: str | None = None) -> Any:
        obj = super().get_object(request, object_id, from_field)
        if obj is not None:
            veil_hidden(obj, self.veiled, request.user)
        return obj

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        """The read-only fields, and relations to rows that the reader may not see."""
        veiled = [name for name in self.veiled if obj is not None and is_veiled(obj, name)]
        return [*super().get_readonly_fields(request, obj), *veiled]

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "readers":
            pk = request.resolver_match.kwargs.get("object_id")
            record = self.get_object(request, unquote(pk)) if pk else None
            kwargs["queryset"] = offered_to(request.user, record)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """Nobody has it: records are withdrawn, never deleted."""
        return False

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        assert issubclass(form, ServiceForm)
        inlines = self.get_inline_instances(request, obj)
        below = {inline.rows for inline in inlines if isinstance(inline, ServiceInline)}
        form.service_errors = {
            path: sentences
            for path, sentences in service_errors(request).items()
            if path.partition(".")[0] not in below
        }
        return form

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """Saves nothing yet: `save_related` saves everything at once.

        Django has cleared the id of a new record; this sets it.
        """
        if obj.pk is None:
            obj.pk = obj._meta.pk.get_default()

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        unveil(form.instance)
        rows = {formset.prefix: formset for formset in formsets}
        if change:
            self.record(request, form, rows, change=True)
        else:
            self.save_once(request, form.instance, lambda: self._entered(request, form, rows))

    def _entered(self, request: Any, form: Any, rows: dict[str, ServiceFormSet]) -> Any:
        self.record(request, form, rows, change=False)
        return form.instance

    def construct_change_message(self, request: Any, form: Any, formsets: Any, add: bool = False) -> Any:
        return super().construct_change_message(request, form, [], add)

    def view_on_site(self, obj: Any) -> str | None:
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def history_view(self, request: Any, object_id: str, extra_context: Any = None) -> Any:
        """The history that the database has recorded, read only."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]  # of Django, and not in its stubs
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(record)s") % {"record": obj},
            "object": obj,
            "opts": self.opts,
            "histories": trail(obj, self.below, discretion_of(request)),
        }
        return TemplateResponse(request, "admin/operations/history.html", context)


class ServiceInline(Discreet, Searching, InlineModelAdmin[Any, Any]):
    """Rows of a record; those who may change the record may change them. `rows` is the service's name for them."""

    form = ServiceForm
    formset = ServiceFormSet
    formfield_overrides = TYPED
    extra = 0
    rows: str

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        assert issubclass(formset, ServiceFormSet)
        head = f"{self.rows}."
        formset.service_errors = {
            path.removeprefix(head) if path.startswith(head) else "": sentences
            for path, sentences in service_errors(request).items()
            if path == self.rows or path.startswith(head)
        }
        return formset

    def _may(self, request: Any, obj: Any) -> bool:
        above = self.admin_site.get_model_admin(self.parent_model)
        return above.has_change_permission(request, obj) if obj else above.has_add_permission(request)

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return self._may(request, obj)

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return self._may(request, obj)

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return self._may(request, obj)


def service_errors(request: Any) -> ServiceErrors:
    """The service's errors, by field, for the form that is shown again."""
    return getattr(request, "service_errors", {})


def readers_in(form: Any) -> Any:
    """The named readers on the form if they were changed there, else None."""
    return form.cleaned_data["readers"] if "readers" in form.changed_data else None
