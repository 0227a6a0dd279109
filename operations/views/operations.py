from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from common.forms.sheet import Sheet
from common.pages.entry import Entry
from operations import rules, services
from operations.forms import participations
from operations.forms.catalogue import Catalogue
from operations.forms.operations import RENAMED, OperationForm
from operations.forms.participations import Participations
from operations.models import Operation, Participation

Role = Participation.Role


class OperationEntry(Entry):
    """An operation with all who take part, saved together or not at all."""

    template = "operations/form.html"
    catalogue_class = Catalogue

    def begun(self) -> Operation:
        rules.may_enter(self.request.user)
        return Operation()

    def found(self, **key: Any) -> Operation:
        operation = get_object_or_404(
            Operation.objects.visible_to(self.request.user).select_related("parent"), **key
        )
        rules.may_steer(operation, self.request.user)
        self.back = operation.get_absolute_url()
        return operation

    def titled(self, record: Operation) -> str:
        return _("New operation") if record._state.adding else _("Edit %(record)s") % {"record": record}

    def sheet(self, record: Operation, data: Any) -> Sheet:
        self.stored = {} if record._state.adding else {str(row.pk): row for row in self._rows(record)}
        form = OperationForm(data, operation=record, catalogue=self.catalogue)
        rows = Participations(
            data,
            prefix="participations",
            catalogue=self.catalogue,
            initial=[participations.stated(row) for row in self.stored.values()] or self._own(),
        )
        return Sheet(form, {"participations": rows}, RENAMED)

    def _rows(self, record: Operation) -> Any:
        return record.participations.select_related("agency", "country").order_by("pk")

    def _own(self) -> list[dict[str, Any]]:
        """Who enters an operation takes part in it, as a rule."""
        return [{"agency": self.request.user.agency, "role": Role.LEAD}]

    def save(self, record: Operation, sheet: Sheet) -> Operation:
        version = None if self.adding else sheet.form.seen
        return services.record_operation(record, **self._entered(record, sheet), version=version)

    def check(self, record: Operation, sheet: Sheet) -> None:
        services.check_operation(record, **self._entered(record, sheet))

    def _entered(self, record: Operation, sheet: Sheet) -> dict[str, Any]:
        sheet.form.write(record)
        rows = [form.row(self.stored) for form in sheet.rows["participations"].kept]
        readers = sheet.form.cleaned_data.get("readers")
        return {"participations": rows, "readers": readers, "by": self.request.user}

    def context(self, record: Operation, sheet: Sheet) -> dict[str, Any]:
        rows = sheet.rows["participations"]
        cancel = reverse("operations") if self.adding else self.back
        return {"participations": rows, "blank": rows.blank(), "cancel_url": cancel}
