"""The page of an outcome."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dashboards.record.page import RecordDetailView
from operations.models import Acceptance, Outcome, OutcomeReader
from operations.versions import Detail, field_label


class OutcomeDetailView(RecordDetailView):
    kind = "outcome"
    model = Outcome
    reader_model = OutcomeReader
    template_name = "dashboards/record/outcome.html"
    list_label = _("Outcomes")
    fact_fields = ("operation", "date", "agency", "country", "description", "source", "owner")

    def get_queryset(self) -> QuerySet[Any]:
        related = ("operation", "owner", "measure", "unit", "currency", "agency", "country", "source")
        return super().get_queryset().select_related(*related)

    @classmethod
    def field_labels(cls) -> dict[str, Any]:
        amounts = {name: field_label(Outcome, name) for name in ("measure", "quantity", "amount")}
        return {**amounts, **super().field_labels()}

    def facts_of(self, record: Outcome) -> list[Detail]:
        key = (record.measure_id, record.qualifier, record.quantity, record.amount, record.currency_id)
        result = Detail(str(_("Result")), record, "item", key=key)
        plain = [self.fact(record, name) for name in (*self.fact_fields, "marking", "reference")]
        return [result, *plain, *self.note_of(record)]

    def credited_with(self, record: Outcome) -> list[Any]:
        named = record.agency if record.acceptance == Acceptance.ACCEPTED else None
        return [*super().credited_with(record), named]
