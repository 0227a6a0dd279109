from typing import Any

from django.utils.translation import gettext_lazy as _

from measures.models import Measure
from records.pages.entry import RecordEntryView
from seizures import services
from seizures.forms.seizure import HOW, ROUTE, SeizureForm
from seizures.models import Seizure

FOLDED = {
    "how": (*HOW, *(f"{name}_place" for name in ROUTE)),
    "reference": ("reference", "source", "part_of", "readers", "note"),
}


class SeizureEntryView(RecordEntryView):
    form_class = SeizureForm
    template_name = "seizures/form.html"
    new_title = _("Record a seizure")

    def get_initial(self) -> dict[str, Any]:
        own = {"seizing_agency": self.request.user.agency} if self.adding else {}
        return super().get_initial() | own

    def save(self, form: SeizureForm) -> Seizure:
        seizure, given, by = form.apply(), form.for_service(), self.request.user
        if self.adding:
            return services.record_seizure(seizure, **given, by=by)
        service = services.amend_edited_seizure if self.amending else services.change_seizure
        return service(seizure, **given, by=by, version=form.version_read, reason=form.reason)

    def check(self, form: SeizureForm) -> None:
        services.check_seizure(form.apply(), **form.for_service(), by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {
            "catalogue": self.catalogue.fitting(Measure.Kind.SEIZURE),
            "folded": {name: not form.filled(*fields) for name, fields in FOLDED.items()},
        }
