"""Forms of what an operation expects: its plan and its targets."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms.fields import PickField, choice, like, offer_rows
from common.forms.listing import Choice, Listing
from common.forms.numbers import WHOLE
from measures.forms.dates import PartialDateField
from operations.forms.catalogue import Catalogue
from operations.models import Every, Operation, Participation, Plan, Target
from records.forms.measured import measure_input
from records.forms.stated import StampedForm, value_input
from records.forms.typed import TypedAmounts

NO_REPORTS = _("none")


class PlanEntryForm(StampedForm):
    model_fields = ("every", "begins", "ends", "due_days", "review_levels")
    renamed = {**StampedForm.renamed, "begins_on": "begins", "ends_on": "ends"}

    every = choice(Plan, "every", choices=[("", NO_REPORTS), *Every.choices], initial=Every.ONCE)
    begins = PartialDateField(label=_("from"), help_text=_("Empty for the first day of the operation."))
    ends = PartialDateField(label=_("until"), help_text=_("Empty for the last day of the operation."))
    due_days = like(Plan, "due_days", **WHOLE)
    review_levels = choice(Plan, "review_levels", coerce=int)


class TargetEntryForm(TypedAmounts, StampedForm):
    model_fields = ("measure", "stage", "agency", "value", "unit", "date", "statement")
    typed = (("value", "unit"),)

    measure = measure_input()
    stage = choice(Target, "stage")
    agency = PickField(
        label=_("agency"),
        required=False,
        blank=_("all together"),
        help_text=_("Of which agency alone; empty for all together."),
    )
    value = value_input(_("expected"), help_text=_("Empty where no number is aimed at."))
    unit = PickField(label=_("unit"), blank="", required=False)
    date = PartialDateField(label=_("in the period"), help_text=_("Empty for the whole operation."))
    statement = like(Target, "statement", widget=forms.TextInput)

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, catalogue=catalogue, **kwargs)
        offer_rows(
            self,
            measure=catalogue.claimable,
            agency=_participants(self.instance.operation),
            value=catalogue.units_and_currencies,
            unit=catalogue.units_and_currencies,
        )


class PlanCopyForm(forms.Form):
    """A choice among the operations that have a plan to copy."""

    template = PickField(label=_("copy from"), blank="")

    def __init__(self, *args: Any, operation: Operation, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        visible = Operation.objects.visible_to(reader).filter(plan__isnull=False).exclude(pk=operation.pk)
        rows = [Choice(each.code, each.name, each) for each in visible.order_by("name", "pk")]
        self.listing = Listing.flat(str(_("operation")), rows)
        offer_rows(self, template=self.listing)


def _participants(operation: Operation) -> Listing:
    """The agencies that take part in the operation."""
    rows = Participation.objects.filter(operation=operation, agency__isnull=False).select_related("agency")
    agencies = {row.agency.code: row.agency for row in rows if row.agency}
    choices = [Choice(code, f"{code} · {agency.name}", agency) for code, agency in sorted(agencies.items())]
    return Listing.flat(str(_("agency")), choices)
