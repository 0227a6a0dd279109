from typing import Any

from django.utils.translation import gettext_lazy as _

from operations.history import Part
from operations.versions import Fact, fact_of
from operations.views.effects import Figure, shares
from operations.views.pages import RecordPage
from seizures.models import Credit, Disposition, SeizedItem, Seizure

ITEM = (
    "measure_id", "qualifier", "quantity", "unit_id", "amount", "currency_id", "description", "form", "purity",
    "laboratory_confirmed", "calibre", "marked", "trace_requested",
)  # fmt: skip
GONE = ("stage", "forfeiture", "quantity", "amount", "date_from", "date_to", "date_precision")
WHERE = ("operation", "date", "country", "place")
HOW = ("kind", "event_count", "conveyance", "concealment", "detection")
ROUTE = ("origin", "origin_place", "transit", "transit_place", "destination", "destination_place")


def told_item(item: Any) -> Fact:
    """An item, or a row of its history."""
    return Fact(str(item.measure), item, "item", key=tuple(getattr(item, name) for name in ITEM))


def told_credit(credit: Any) -> Fact:
    return Fact(str(_("Credit")), f"{credit.agency or credit.operation} ({credit.get_role_display()})")


def told_disposition(row: Any) -> Fact:
    """What became of an item. A row of history becomes the disposition that it was."""
    disposition = Disposition(item=row.item, **{name: getattr(row, name) for name in GONE})
    return Fact(str(_("What became of it")), disposition, "disposition", key=tuple(getattr(row, name) for name in GONE))


class SeizurePage(RecordPage):
    kind = "seizure"
    model = Seizure
    template = "seizures/detail.html"
    list_label = _("Seizures")
    about = (*WHERE, "stage", *HOW, *ROUTE, "source", "owner")
    parts = (
        Part(SeizedItem, "seizure", told_item, ("measure", "unit", "currency")),
        Part(Credit, "seizure", told_credit, ("agency", "operation")),
        Part(Disposition, "item__seizure", told_disposition, ("item__unit", "item__currency", "item__measure")),
    )

    @classmethod
    def records(cls) -> Any:
        related = [f.name for f in Seizure._meta.concrete_fields if f.name in (*WHERE, *ROUTE, "source")]
        return super().records().with_items().select_related("seizing_agency", "owner", *related)

    def labels(self) -> dict[str, Any]:
        return {"items": _("what was taken"), "credits": _("credit"), **super().labels()}

    def stated(self, record: Seizure) -> list[Fact]:
        items = [told_item(item) for item in record.items.all()]
        credits = [told_credit(credit) for credit in record.credits.all()]
        plain = [fact_of(record, name) for name in ("seizing_agency", *self.about, "marking", "reference")]
        return [*items, *self.gone(record), *plain, *credits, *self.inside(record)]

    def gone(self, record: Seizure) -> list[Fact]:
        return [told_disposition(row) for item in record.items.all() for row in item.dispositions.all()]

    def shares(self, record: Seizure) -> dict[Figure, Any]:
        return shares(record.items.all(), record.get_stage_display()) if record.part_of_id is None else {}

    def context(self) -> dict[str, Any]:
        return {"items": self.record.items.all(), "facts": [*self.gone(self.record), *self.facts()]}
