from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dashboards.record.page import RecordDetailView
from operations.history import HistoryPart
from operations.models import Acceptance, Operation, ReviewedRecord
from operations.versions import Detail
from seizures.models import Credit, Disposition, SeizedItem, Seizure, SeizureReader
from seizures.versions import disposition_detail, item_detail

WHERE = ("operation", "date", "country", "place")
HOW = ("kind", "event_count", "conveyance", "concealment", "detection")
ROUTE = ("origin", "origin_place", "transit", "transit_place", "destination", "destination_place")


class SeizureDetailView(RecordDetailView):
    kind = "seizure"
    model = Seizure
    reader_model = SeizureReader
    template_name = "dashboards/record/seizure.html"
    list_label = _("Seizures")
    fact_fields = (*WHERE, "stage", *HOW, *ROUTE, "source", "owner")

    def get_queryset(self) -> QuerySet[Any]:
        related = [f.name for f in Seizure._meta.concrete_fields if f.name in (*WHERE, *ROUTE, "source")]
        return super().get_queryset().with_items().select_related("seizing_agency", "owner", *related)

    def get_object(self, queryset: QuerySet[Any] | None = None) -> ReviewedRecord:
        seizure = super().get_object(queryset)
        credited = {credit.operation_id for credit in seizure.credits.all()} - {None}
        self.discretion.look_up(Operation, credited)
        return seizure

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        credits = self.object.credits.all()
        visible = [
            each
            for each in credits
            if not each.operation_id or self.discretion.may_name(Operation, each.operation_id)
        ]
        return super().get_context_data(**kwargs) | {
            "items": self.object.items.all(),
            "credits": visible,
            # That there are others is for those inside to know.
            "hidden_credits": self.is_inside and len(credits) > len(visible),
        }

    def get_facts(self) -> list[Detail]:
        return [*self.dispositions_of(self.object), *super().get_facts()]

    @property
    def parts(self) -> tuple[HistoryPart, ...]:  # type: ignore[override]
        return (
            HistoryPart(SeizedItem, "seizure", self.item_fact, ("measure", "unit", "currency")),
            HistoryPart(Credit, "seizure", self.credit_fact, ("agency", "operation")),
            HistoryPart(
                Disposition,
                "item__seizure",
                disposition_detail,
                ("item__unit", "item__currency", "item__measure"),
            ),
        )

    def item_fact(self, item: Any) -> Detail:
        return item_detail(item, inside=self.is_inside)

    def credit_fact(self, credit: Any) -> Detail:
        """A credit: an agency, or an operation by its name if the reader may see it."""
        credited = self.name_of(credit.agency or credit.operation)
        return Detail(
            str(_("Credit")), f"{credited} ({credit.get_role_display()})", key=(credited, credit.role)
        )

    @classmethod
    def field_labels(cls) -> dict[str, Any]:
        return {"items": _("what was taken"), "credits": _("credit"), **super().field_labels()}

    def facts_of(self, record: Seizure) -> list[Detail]:
        items = [self.item_fact(item) for item in record.items.all()]
        credits = [self.credit_fact(credit) for credit in record.credits.all()]
        names = ("seizing_agency", *self.fact_fields, "marking", "reference")
        plain = [self.fact(record, name) for name in names]
        return [*items, *self.dispositions_of(record), *plain, *credits, *self.note_of(record)]

    def dispositions_of(self, record: Seizure) -> list[Detail]:
        return [disposition_detail(row) for item in record.items.all() for row in item.dispositions.all()]

    def credited_with(self, record: Seizure) -> list[Any]:
        credited = [credit for credit in record.credits.all() if credit.acceptance == Acceptance.ACCEPTED]
        named = [record.seizing_agency] if record.acceptance == Acceptance.ACCEPTED else []
        return [
            *super().credited_with(record), *named, *(credit.agency or credit.operation for credit in credited),
        ]  # fmt: skip
