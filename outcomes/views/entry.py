from typing import Any

from django.utils.translation import gettext_lazy as _

from measures.models import Measure
from operations.models import Outcome
from outcomes import services
from outcomes.forms import OutcomeForm
from records.pages.entry import RecordEntryView

REMEMBERED = ("operation", "agency", "country", "marking")
FOLDED = ("reference", "source", "part_of", "series", "reported_on", "readers", "other_readers", "note")


class OutcomeEntryView(RecordEntryView):
    form_class = OutcomeForm
    template_name = "outcomes/form.html"
    new_title = _("Record an outcome")
    repeated = {
        "last": REMEMBERED,
        "after": (*REMEMBERED, "date", "source"),
        "like": (*REMEMBERED, "measure", "qualifier", "source", "description"),
    }
    focused = ("operation", "measure", "quantity")

    def save(self, form: OutcomeForm) -> Outcome:
        outcome, given, by = form.apply(), form.for_service(), self.request.user
        if self.adding:
            return services.record_outcome(outcome, **given, by=by)
        service = services.amend_edited_outcome if self.amending else services.change_outcome
        return service(outcome, **given, by=by, version=form.version_read, reason=form.reason)

    def check(self, form: OutcomeForm) -> None:
        services.check_outcome(form.apply(), **form.for_service(), by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "catalogue": self.catalogue.fitting(Measure.Kind.OUTCOME),
            "folded": {"reference": not context["form"].filled(*FOLDED)},
        }
