"""The page of an outcome."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dashboards.record.credited import CreditedDetailView
from operations.history import HistoryPart
from operations.models import (
    Outcome,
    OutcomeAttachment,
    OutcomeCredit,
    OutcomeReader,
    OutcomeSource,
    ReviewedQuerySet,
)
from operations.models.credited import WHOSE
from operations.versions import Detail, field_label


class OutcomeDetailView(CreditedDetailView):
    kind = "outcome"
    model = Outcome
    reader_model = OutcomeReader
    template_name = "dashboards/record/outcome.html"
    list_label = _("Outcomes")
    fact_fields = (
        "operation",
        "date",
        "agency",
        "country",
        "description",
        "source",
        "series",
        "reported_on",
        "owner",
    )

    def get_queryset(self) -> ReviewedQuerySet:
        related = ("operation", "owner", "agency", "country", "source")
        credited = (f"credits__{name}" for name in WHOSE)
        return (
            super()
            .get_queryset()
            .with_amounts()
            .select_related(*related)
            .prefetch_related(*credited, "sources__source")
        )

    def get_parts(self) -> tuple[HistoryPart, ...]:
        return (
            HistoryPart(OutcomeCredit, "outcome", self.credit_fact, WHOSE),
            self.source_part(OutcomeSource),
            self.file_part(OutcomeAttachment),
        )

    @classmethod
    def field_labels(cls) -> dict[str, Any]:
        amounts = {name: field_label(Outcome, name) for name in ("measure", "quantity", "amount")}
        return {**amounts, "credits": _("credit"), **super().field_labels()}

    def facts_of(self, record: Outcome) -> list[Detail]:
        numbers = (record.quantity, record.quantity_high, record.amount, record.amount_high)
        key = (record.measure_id, record.qualifier, *numbers, record.currency_id)
        result = Detail(str(_("Result")), record, "item", key=key, field="quantity")
        plain = [self.fact(record, name) for name in (*self.fact_fields, "marking", "reference")]
        credits = [self.credit_fact(credit) for credit in record.credits.all()]
        sources = [self.source_fact(row) for row in record.sources.all()]
        files = [self.file_fact(row) for row in record.attachments.all()]
        return [result, *plain, *sources, *files, *credits, *self.note_of(record)]
