"""Entering and editing an outcome."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from common.forms.sheet import Sheet
from measures.models import Measure
from operations.models import Outcome
from outcomes import services
from outcomes.forms import OutcomeForm
from outcomes.views.page import OutcomePage
from records.pages.entry import RecordEntry


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

    def save(self, record: Outcome, sheet: Sheet) -> Outcome:  # type: ignore[override]
        entered = self.entered(record, sheet)
        if self.adding:
            return services.record_outcome(record, **entered)
        return services.change_outcome(record, **entered, version=sheet.form.seen)

    def check(self, record: Outcome, sheet: Sheet) -> None:  # type: ignore[override]
        services.check_outcome(record, **self.entered(record, sheet))

    def context(self, record: Outcome, sheet: Sheet) -> dict[str, Any]:  # type: ignore[override]
        form = sheet.form
        return super().context(record, sheet) | {
            "catalogue": self.catalogue.fitting(Measure.Kind.OUTCOME),
            "folded": {"reference": not form.filled("reference", "source", "part_of", "readers", "note")},
        }
