from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from common.errors import Findings
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

    @transaction.atomic
    def save(self, record: Operation, sheet: Sheet) -> Operation:
        sheet.form.write(record)
        by = self.request.user
        version = None if self.adding else sheet.form.seen
        saved = services.record_operation(record, by=by, version=version)
        self._save_rows(saved, sheet.rows["participations"])
        services.name_readers(saved, readers=sheet.form.cleaned_data["readers"], by=by)
        return saved

    def _save_rows(self, operation: Operation, rows: Any) -> None:
        found = Findings()
        kept = [form.row(self.stored, operation) for form in rows.kept]
        for gone in self.stored.keys() - {str(row.pk) for row in kept}:
            services.remove_participation(self.stored[gone], by=self.request.user)
        # Leads last: one that hands over the lead has to let go of it first.
        for number, row in sorted(enumerate(kept), key=lambda each: each[1].role == Role.LEAD):
            with found.at(f"participations.{number}"):
                services.record_participation(row, by=self.request.user)
        found.settle()

    def context(self, record: Operation, sheet: Sheet) -> dict[str, Any]:
        rows = sheet.rows["participations"]
        cancel = reverse("operations") if self.adding else self.back
        return {"participations": rows, "blank": rows.blank(), "cancel_url": cancel}
