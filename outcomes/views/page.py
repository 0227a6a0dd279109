"""The page of an outcome."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from operations.models import Outcome
from operations.versions import Fact, label_of
from records.pages.effects import Figure, Share, Stated, shares
from records.pages.page import RecordDetailView


class OutcomeDetailView(RecordDetailView):
    kind = "outcome"
    model = Outcome
    template_name = "outcomes/detail.html"
    list_label = _("Outcomes")
    fact_fields = ("operation", "date", "agency", "country", "description", "source", "owner")

    def get_queryset(self) -> QuerySet[Any]:
        related = ("operation", "owner", "measure", "unit", "currency", "agency", "country", "source")
        return super().get_queryset().select_related(*related)

    @classmethod
    def field_labels(cls) -> dict[str, Any]:
        amounts = {name: label_of(Outcome, name) for name in ("measure", "quantity", "amount")}
        return {**amounts, **super().field_labels()}

    def facts_of(self, record: Outcome) -> list[Fact]:
        key = (record.measure_id, record.qualifier, record.quantity, record.amount, record.currency_id)
        result = Fact(str(_("Result")), record, "item", key=key)
        plain = [self.fact(record, name) for name in (*self.fact_fields, "marking", "reference")]
        return [result, *plain, *self.note_of(record)]

    def shares(self, record: Outcome, *, dated: bool = False) -> dict[Figure, Share]:
        return shares([Stated(record, record, "")]) if record.part_of_id is None else {}

    def credited_with(self, record: Outcome) -> list[Any]:
        return [*super().credited_with(record), record.agency]
