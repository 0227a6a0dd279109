from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from measures.forms.dates import PartialDateField
from operations.admin.forms import ServiceForm
from operations.admin.saving import ServiceAdmin
from operations.models import AMOUNT_RELATIONS
from seizures import services
from seizures.models import Disposition, SeizedItem, Seizure
from seizures.models.item import SeizedItemQuerySet

# What an item is called by.
NAMED = ("seizure__place", "seizure__country", *AMOUNT_RELATIONS)


class ItemChoiceField(forms.ModelChoiceField[SeizedItem]):
    def label_from_instance(self, item: SeizedItem) -> str:
        return item.name_in_full


class DispositionForm(ServiceForm):
    dates = ("date",)

    date = PartialDateField(label=_("date"))


class BelowSeizures(ServiceAdmin):
    """Rows of seizures that the reader may see; `seizure` is the relation to the seizure."""

    seizure: str

    def record_of(self, obj: Any) -> Seizure:
        return obj.seizure if isinstance(obj, SeizedItem) else obj.item.seizure

    def history_view(self, request: Any, object_id: str, extra_context: Any = None) -> Any:
        """Redirects to the history of the seizure, whose versions decide who may read it."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]  # of Django, and not in its stubs
        return redirect("admin:seizures_seizure_history", self.record_of(obj).pk)

    def get_queryset(self, request: Any) -> Any:
        visible = Seizure.objects.visible_to(request.user).values("pk")
        return super().get_queryset(request).filter(**{f"{self.seizure}__in": visible})

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        """Nobody has it: rows are changed on the page of their seizure."""
        return False


@admin.register(SeizedItem)
class SeizedItemAdmin(BelowSeizures):
    """A screen for the search of dispositions only; items are shown with their seizure."""

    seizure = "seizure"
    list_display = ("seizure", "measure", "qualifier", "quantity", "unit", "amount", "currency")
    list_select_related = ("seizure", *AMOUNT_RELATIONS)
    search_fields = ("seizure__reference", "measure__code", "measure__name", "seizure__place__name")

    def name_of_choice(self, item: SeizedItem) -> str:
        return item.name_in_full

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """For the search of a disposition's item: only items that the user may dispose of."""
        rows, repeats = super().get_search_results(request, queryset, search_term)
        if request.GET.get("model_name") == Disposition._meta.model_name:
            assert isinstance(rows, SeizedItemQuerySet)
            rows = rows.disposable_by(request.user).select_related(*NAMED)
        return rows, repeats

    def has_add_permission(self, request: Any) -> bool:
        return False

    def get_model_perms(self, request: Any) -> dict[str, bool]:
        """No permissions, so that the menu leaves the screen out."""
        return {}


@admin.register(Disposition)
class DispositionAdmin(BelowSeizures):
    """Dispositions: added to a seizure that is a draft, and never changed afterwards."""

    seizure = "item__seizure"
    form = DispositionForm
    list_display = ("called", "stage", "forfeiture", "quantity", "amount", "when")
    list_filter = ("stage", "forfeiture")
    list_select_related = tuple(f"item__{name}" for name in NAMED)
    search_fields = ("item__seizure__reference", "item__measure__code")
    autocomplete_fields = ("item", "unit", "currency")
    date_hierarchy = "date_from"
    fields = (
        "item", ("stage", "forfeiture"), ("qualifier", "quantity", "quantity_high", "unit"),
        ("amount", "amount_high", "currency"), "date",
    )  # fmt: skip

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "item":
            kwargs["queryset"] = SeizedItem.objects.disposable_by(request.user).select_related(*NAMED)
            kwargs["form_class"] = ItemChoiceField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("item"), ordering="item__seizure__reference")
    def called(self, disposition: Disposition) -> str:
        return disposition.item.name_in_full

    @admin.display(description=_("date"), ordering="date_from")
    def when(self, disposition: Disposition) -> str:
        return str(disposition.date)

    def has_add_permission(self, request: Any) -> bool:
        return bool(request.user.enters)

    def record(self, request: Any, form: Any, rows: Any, *, change: bool) -> None:
        services.record_disposition(form.instance, by=request.user)
