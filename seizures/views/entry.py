from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.place_requests import request_place
from measures.models import Measure
from records.pages.entry import RecordEntryView
from seizures import services
from seizures.forms.seizure import HOW, POSITION, ROUTE, SeizureForm
from seizures.models import Seizure

REMEMBERED = ("operation", "seizing_agency", "country", "place", "marking")
FOLDED = {
    "how": (*POSITION, *HOW, *(f"{name}_place" for name in ROUTE)),
    "reference": (
        "reference",
        "source",
        "part_of",
        "series",
        "reported_on",
        "readers",
        "other_readers",
        "note",
    ),
}


class SeizureEntryView(RecordEntryView):
    form_class = SeizureForm
    template_name = "seizures/form.html"
    new_title = gettext_lazy("Record a seizure")
    repeated = {
        "last": REMEMBERED,
        "after": (*REMEMBERED, "date", "source"),
        "like": (*REMEMBERED, *HOW, *(f"{name}_place" for name in ROUTE), "source"),
    }

    def save(self, form: SeizureForm) -> Seizure:
        seizure, given, by = form.apply(), form.for_service(), self.request.user
        if self.adding:
            saved = services.record_seizure(seizure, **given, by=by)
        else:
            service = services.amend_edited_seizure if self.amending else services.change_seizure
            saved = service(seizure, **given, by=by, version=form.version_read, reason=form.reason)
        self.request_places(form)
        return saved

    def request_places(self, form: SeizureForm) -> None:
        """Requests the places that the user did not find on the list."""
        for name, country in form.requested_places:
            wanted = request_place(name, country, by=self.request.user)
            sentence = _("%(place)s is requested. Add it to the record once it is on the list.")
            messages.info(self.request, sentence % {"place": wanted})

    def check(self, form: SeizureForm) -> None:
        services.check_seizure(form.apply(), **form.for_service(), by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {
            "catalogue": self.catalogue.fitting(Measure.Kind.SEIZURE),
            "unknown_places": form.unknown if form.is_bound and form.errors is not None else [],
            "folded": {name: not form.filled(*fields) for name, fields in FOLDED.items()},
        }
