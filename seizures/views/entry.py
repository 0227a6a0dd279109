from typing import Any

from django.utils.translation import gettext_lazy as _

from common.forms.sheet import Sheet
from measures.models import Measure
from records.pages.entry import RecordEntry
from seizures import services
from seizures.forms import credits, items
from seizures.forms.credits import Credits
from seizures.forms.items import Items
from seizures.forms.seizure import SeizureForm
from seizures.models import Seizure
from seizures.views.page import HOW, ROUTE, SeizurePage

FOLDED = {
    "how": ("stage", *HOW, *ROUTE),
    "reference": ("reference", "source", "part_of", "readers", "note"),
}


class SeizureEntry(RecordEntry):
    page = SeizurePage
    form = SeizureForm
    template = "seizures/form.html"
    new_title = _("Record a seizure")

    def own(self) -> dict[str, Any]:
        return {"seizing_agency": self.request.user.agency}

    def sheet(self, record: Seizure, data: Any) -> Sheet:
        adding = record._state.adding
        preset = {"initial": self.preset()} if adding else {}
        form = self.form(data, record=record, catalogue=self.catalogue, **preset)
        self.items = {} if adding else {str(row.pk): row for row in self._items(record)}
        self.credits = {} if adding else {str(row.pk): row for row in self._credits(record)}
        return Sheet(
            form,
            {
                "items": self._rows(Items, "items", data, map(items.stated, self.items.values())),
                "credits": self._rows(Credits, "credits", data, map(credits.stated, self.credits.values())),
            },
        )

    def _items(self, record: Seizure) -> Any:
        return record.items.select_related("measure", "unit", "currency")

    def _credits(self, record: Seizure) -> Any:
        return record.credits.select_related("agency", "operation")

    def _rows(self, formset: Any, prefix: str, data: Any, stated: Any) -> Any:
        return formset(data, prefix=prefix, catalogue=self.catalogue, initial=list(stated))

    def save(self, record: Seizure, sheet: Sheet) -> Seizure:  # type: ignore[override]
        entered = self.entered(record, sheet)
        if self.adding:
            return services.record_seizure(record, **entered)
        return services.change_seizure(record, **entered, version=sheet.form.seen)

    def check(self, record: Seizure, sheet: Sheet) -> None:  # type: ignore[override]
        services.check_seizure(record, **self.entered(record, sheet))

    def entered(self, record: Seizure, sheet: Sheet) -> dict[str, Any]:  # type: ignore[override]
        taken = [form.row(self.items) for form in sheet.rows["items"].kept]
        credited = [form.row(self.credits) for form in sheet.rows["credits"].kept]
        return super().entered(record, sheet) | {"items": taken, "credits": credited}

    def context(self, record: Seizure, sheet: Sheet) -> dict[str, Any]:  # type: ignore[override]
        items, credits = sheet.rows["items"], sheet.rows["credits"]
        return super().context(record, sheet) | {
            "catalogue": self.catalogue.fitting(Measure.Kind.SEIZURE),
            "items": items,
            "blanks": items.blanks,
            "credits": credits,
            "blank_credit": credits.blank(),
            "folded": {name: not sheet.form.filled(*fields) for name, fields in FOLDED.items()},
        }
