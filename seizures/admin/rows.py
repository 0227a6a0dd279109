"""Inlines of a seizure's admin page: its items and its credits."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from measures.models import Measure, Unit
from operations.admin.saving import ServiceInline
from records.admin.attachments import AttachmentInline
from records.admin.credits import CreditRowInline
from records.admin.sources import SourceRowInline
from seizures.models import Credit, SeizedItem, Seizure, SeizureAttachment, SeizureSource
from seizures.models.item import SeizedItemQuerySet

Choices = list[tuple[Any, Any]]


def _measures() -> Choices:
    """Choices of measures of goods, grouped by the top of their tree."""
    trees: dict[str, Choices] = {}
    names: dict[str, str] = {}
    for measure in Measure.objects.of_seizures():
        names.setdefault(measure.top, str(measure))
        trees.setdefault(measure.top, []).append((measure.pk, f"{measure} ({measure.code})"))
    return [(names[top], tree) for top, tree in trees.items()]


def _units(units: QuerySet[Unit]) -> Choices:
    return [(unit.pk, f"{unit.code} · {unit.localised}") for unit in units]


OFFERED = {
    "measure": (Measure.objects.of_seizures, _measures),
    "unit": (Unit.objects.quantities, lambda: _units(Unit.objects.quantities())),
    "currency": (Unit.objects.currencies, lambda: _units(Unit.objects.currencies())),
}


class ItemInline(ServiceInline, admin.StackedInline[SeizedItem, Seizure]):
    model = SeizedItem
    rows = "items"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "measure",
                    ("qualifier", "quantity", "quantity_high", "unit"),
                    ("weight", "estimated", "provisional"),
                    ("amount", "amount_high", "currency"),
                    "description",
                )
            },
        ),
        (
            _("More on narcotics, weapons and wildlife"),
            {
                "classes": ("collapse",),
                "fields": (
                    ("form", "purity", "laboratory_confirmed"),
                    ("calibre", "marked", "trace_requested"),
                    "cites_appendix",
                ),
            },
        ),
    )

    def get_extra(self, request: Any, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    def get_queryset(self, request: Any) -> Any:
        items = super().get_queryset(request)
        assert isinstance(items, SeizedItemQuerySet)
        return items.with_amounts()

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name not in OFFERED:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        rows, choices = OFFERED[db_field.name]
        field = super().formfield_for_foreignkey(db_field, request, **{**kwargs, "queryset": rows()})
        # Read once for the page: an item more must not cost a query more.
        offered = request.__dict__.setdefault("offered", {})
        if db_field.name not in offered:
            offered[db_field.name] = [("", "---------"), *choices()]
        field.choices = offered[db_field.name]
        return field


class SourceInline(SourceRowInline):
    model = SeizureSource


class SeizureFileInline(AttachmentInline):
    model = SeizureAttachment


class CreditInline(CreditRowInline):
    model = Credit
