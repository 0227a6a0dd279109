from typing import Any

from django.utils.translation import gettext_lazy as _

from measures.models import Measure
from operations import services
from operations.forms.outcomes import OutcomeForm
from operations.forms.sheet import Sheet
from operations.models import Outcome
from operations.versions import Fact, fact_of
from operations.views.effects import Figure, Share, Stated, shares
from operations.views.pages import RecordPage
from operations.views.records import RecordEntry


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
        plain = [fact_of(record, name) for name in (*self.about, "marking", "reference")]
        return [result, *plain, *self.inside(record)]

    def shares(self, record: Outcome, *, dated: bool = False) -> dict[Figure, Share]:
        return shares([Stated(record, record, "")]) if record.part_of_id is None else {}

    def having(self, record: Outcome) -> list[Any]:
        return [*super().having(record), record.agency]

    def context(self) -> dict[str, Any]:
        return {"facts": self.facts()}


class OutcomeEntry(RecordEntry):
    page = OutcomePage
    form = OutcomeForm
    template = "outcomes/form.html"
    new_title = _("Record an outcome")

    def own(self) -> dict[str, Any]:
        return {"agency": self.request.user.agency}

    def sheet(self, record: Outcome, data: Any) -> Sheet:
        preset = {"initial": self.preset()} if record._state.adding else {}
        form = self.form(data, record=record, catalogue=self.catalogue, **preset)
        return Sheet(form, renamed={"unit": "quantity"})

    def entered(self, record: Outcome, sheet: Sheet) -> Outcome:  # type: ignore[override]
        if self.adding:
            return services.record_outcome(record, by=self.request.user)
        return services.change_outcome(record, by=self.request.user, version=sheet.form.seen)

    def context(self, record: Outcome, sheet: Sheet) -> dict[str, Any]:  # type: ignore[override]
        form = sheet.form
        return super().context(record, sheet) | {
            "catalogue": self.catalogue.fitting(Measure.Kind.OUTCOME),
            "folded": {"reference": not form.filled("reference", "source", "part_of", "readers", "note")},
        }
