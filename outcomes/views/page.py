"""The page of an outcome."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from operations.models import Outcome
from operations.versions import Fact, fact_of
from records.pages.effects import Figure, Share, Stated, shares
from records.pages.page import RecordPage


class OutcomePage(RecordPage):
    kind = "outcome"
    model = Outcome
    template = "outcomes/detail.html"
    list_label = _("Outcomes")
    about = ("operation", "date", "agency", "country", "description", "source", "owner")

    @classmethod
    def records(cls) -> Any:
        related = ("operation", "owner", "measure", "unit", "currency", "agency", "country", "source")
        return super().records().select_related(*related)

    def labels(self) -> dict[str, Any]:
        amounts = {name: fact_of(self.record, name).label for name in ("measure", "quantity", "amount")}
        return {**amounts, **super().labels()}

    def stated(self, record: Outcome) -> list[Fact]:
        key = (record.measure_id, record.qualifier, record.quantity, record.amount, record.currency_id)
        result = Fact(str(_("Result")), record, "item", key=key)
        plain = [self.fact(record, name) for name in (*self.about, "marking", "reference")]
        return [result, *plain, *self.inside(record)]

    def shares(self, record: Outcome, *, dated: bool = False) -> dict[Figure, Share]:
        return shares([Stated(record, record, "")]) if record.part_of_id is None else {}

    def having(self, record: Outcome) -> list[Any]:
        return [*super().having(record), record.agency]

    def context(self) -> dict[str, Any]:
        return {"facts": self.facts()}
