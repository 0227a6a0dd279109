from typing import Any

from django.utils.translation import gettext_lazy as _

from dashboards.record.credited import CreditedDetailView
from operations.history import HistoryPart
from operations.models import ReviewedQuerySet
from operations.versions import Detail
from seizures.disposed import NOT_TAKEN
from seizures.models import (
    Credit,
    Disposition,
    SeizedItem,
    Seizure,
    SeizureAttachment,
    SeizureReader,
    SeizureSource,
)
from seizures.models.seizure import SeizureQuerySet
from seizures.versions import disposition_detail, item_detail

WHERE = ("operation", "date", "country", "place")
POSITION = ("latitude", "longitude", "accuracy")
HOW = ("kind", "event_count", "conveyance", "concealment", "detection")
ROUTE = ("origin", "origin_place", "transit", "transit_place", "destination", "destination_place")


class SeizureDetailView(CreditedDetailView):
    object: Seizure
    kind = "seizure"
    model = Seizure
    reader_model = SeizureReader
    template_name = "dashboards/record/seizure.html"
    list_label = _("Seizures")
    fact_fields = (*WHERE, *POSITION, "stage", *HOW, *ROUTE, "source", "series", "reported_on", "owner")

    def get_queryset(self) -> ReviewedQuerySet:
        related = [f.name for f in Seizure._meta.concrete_fields if f.name in (*WHERE, *ROUTE, "source")]
        seizures = super().get_queryset()
        assert isinstance(seizures, SeizureQuerySet)
        related_rows = seizures.with_items().select_related("seizing_agency", "owner", *related)
        return related_rows.prefetch_related("sources__source")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        items = list(self.object.items.all())
        for item in items:
            for row in item.dispositions.all():
                # As it was loaded with its unit and currency.
                row.item = item
        may = context["may"]
        taken = self.object.stage not in NOT_TAKEN
        return context | {"items": items, "disposes": taken and (may["edit"] or may["amend"])}

    def get_parts(self) -> tuple[HistoryPart, ...]:
        return (
            HistoryPart(SeizedItem, "seizure", self.item_fact, ("measure", "unit", "currency")),
            HistoryPart(Credit, "seizure", self.credit_fact, ("agency", "operation", "country")),
            self.source_part(SeizureSource),
            self.file_part(SeizureAttachment),
            HistoryPart(
                Disposition,
                "item__seizure",
                disposition_detail,
                ("item__unit", "item__currency", "item__measure"),
            ),
        )

    def item_fact(self, item: Any) -> Detail:
        return item_detail(item, inside=self.is_inside)

    @classmethod
    def field_labels(cls) -> dict[str, Any]:
        return {"items": _("what was taken"), "credits": _("credit"), **super().field_labels()}

    def facts_of(self, record: Seizure) -> list[Detail]:
        items = [self.item_fact(item) for item in record.items.all()]
        credits = [self.credit_fact(credit) for credit in record.credits.all()]
        sources = [self.source_fact(row) for row in record.sources.all()]
        files = [self.file_fact(row) for row in record.attachments.all()]
        names = ("seizing_agency", *self.fact_fields, "marking", "reference")
        plain = [self.fact(record, name) for name in names]
        return [
            *items,
            *self.dispositions_of(record),
            *plain,
            *sources,
            *files,
            *credits,
            *self.note_of(record),
        ]

    def dispositions_of(self, record: Seizure) -> list[Detail]:
        return [disposition_detail(row) for item in record.items.all() for row in item.dispositions.all()]
