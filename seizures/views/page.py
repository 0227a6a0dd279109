from typing import Any, Self

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from operations.history import Part
from operations.models import Operation
from operations.versions import Fact
from records.pages.effects import Figure, Share, Stated, shares
from records.pages.page import RecordPage
from seizures.models import Credit, Disposition, SeizedItem, Seizure
from seizures.versions import told_disposition, told_item

WHERE = ("operation", "date", "country", "place")
HOW = ("kind", "event_count", "conveyance", "concealment", "detection")
ROUTE = ("origin", "origin_place", "transit", "transit_place", "destination", "destination_place")


class SeizurePage(RecordPage):
    kind = "seizure"
    model = Seizure
    template = "seizures/detail.html"
    list_label = _("Seizures")
    about = (*WHERE, "stage", *HOW, *ROUTE, "source", "owner")

    @classmethod
    def records(cls) -> Any:
        related = [f.name for f in Seizure._meta.concrete_fields if f.name in (*WHERE, *ROUTE, "source")]
        return super().records().with_items().select_related("seizing_agency", "owner", *related)

    @classmethod
    def of(cls, request: HttpRequest, pk: Any) -> Self:
        page = super().of(request, pk)
        credited = {credit.operation_id for credit in page.record.credits.all()} - {None}
        page.discretion.look_up(Operation, credited)
        return page

    @property
    def parts(self) -> tuple[Part, ...]:  # type: ignore[override]
        return (
            Part(SeizedItem, "seizure", self.told_item, ("measure", "unit", "currency")),
            Part(Credit, "seizure", self.told_credit, ("agency", "operation")),
            Part(
                Disposition,
                "item__seizure",
                told_disposition,
                ("item__unit", "item__currency", "item__measure"),
            ),
        )

    def told_item(self, item: Any) -> Fact:
        return told_item(item, inside=self.is_inside)

    def told_credit(self, credit: Any) -> Fact:
        """An agency, or an operation by its name if the reader may see it."""
        credited = self.name_of(credit.agency or credit.operation)
        return Fact(
            str(_("Credit")), f"{credited} ({credit.get_role_display()})", key=(credited, credit.role)
        )

    def credits(self) -> dict[str, Any]:
        credits = self.record.credits.all()
        shown = [
            each
            for each in credits
            if not each.operation_id or self.discretion.may_name(Operation, each.operation_id)
        ]
        # That there are others is for those inside to know.
        return {"credits": shown, "hidden_credits": self.is_inside and len(credits) > len(shown)}

    def labels(self) -> dict[str, Any]:
        return {"items": _("what was taken"), "credits": _("credit"), **super().labels()}

    def stated(self, record: Seizure) -> list[Fact]:
        items = [self.told_item(item) for item in record.items.all()]
        credits = [self.told_credit(credit) for credit in record.credits.all()]
        plain = [self.fact(record, name) for name in ("seizing_agency", *self.about, "marking", "reference")]
        return [*items, *self.gone(record), *plain, *credits, *self.inside(record)]

    def gone(self, record: Seizure) -> list[Fact]:
        return [told_disposition(row) for item in record.items.all() for row in item.dispositions.all()]

    def shares(self, record: Seizure, *, dated: bool = False) -> dict[Figure, Share]:
        if record.part_of_id is not None:
            return {}
        items, stage = record.items.all(), record.get_stage_display()
        found = [Stated(item, item, stage) for item in items]
        if not dated:
            # What became of an item has a date of its own.
            gone = ((item, row) for item in items for row in item.dispositions.all())
            found += [Stated(item, row, row.get_stage_display()) for item, row in gone]
        return shares(found)

    def having(self, record: Seizure) -> list[Any]:
        credited = (credit.agency or credit.operation for credit in record.credits.all())
        return [*super().having(record), record.seizing_agency, *credited]

    def context(self) -> dict[str, Any]:
        facts = [*self.gone(self.record), *self.facts()]
        return {"items": self.record.items.all(), "facts": facts, **self.credits()}
