from typing import Any

from django.utils.translation import gettext_lazy as _

from common.forms.fields import NamedField, PickField, choice, like, offer_rows
from common.forms.numbers import WHOLE
from common.forms.rows import RowForm, Rows, row_formset
from common.forms.widgets import SuggestInput
from measures.models import Dimension, Measure
from measures.models.unit import CANONICAL
from operations.forms.catalogue import Catalogue
from operations.models import Outcome, OutcomeCredit, OutcomePersons, OutcomeSource
from records.forms import measured
from records.forms.credits import CreditRowForm, credited_agency
from records.forms.record import PLAIN, RecordForm
from records.forms.sources import SourceRowForm
from records.forms.typed import TypedAmounts


class OutcomeCreditForm(CreditRowForm):
    model = OutcomeCredit

    agency = credited_agency("id_agency")
    role = choice(OutcomeCredit, "role")


OutcomeCredits: type[Rows] = row_formset(OutcomeCreditForm)


class OutcomeSourceForm(SourceRowForm):
    model = OutcomeSource


OutcomeSources: type[Rows] = row_formset(OutcomeSourceForm)


class PersonsForm(RowForm):
    """So many of the outcome's persons, by sex, age group and nationality."""

    model = OutcomePersons
    model_fields = ("number", *OutcomePersons.KEY)
    heading = _("Persons")
    first = "number"

    number = like(OutcomePersons, "number", **WHOLE)
    sex = choice(OutcomePersons, "sex")
    age = choice(OutcomePersons, "age")
    nationality = NamedField(label=_("nationality"), required=False, blank="", options_of="id_country")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, nationality=self.catalogue.countries)


PersonsRows: type[Rows] = row_formset(PersonsForm)


class OutcomeForm(TypedAmounts, RecordForm):
    """Persons, cases or forfeited sums. A count has one possible unit, so the form has no field for it."""

    field_order = (
        "operation", "measure", "agency", "qualifier", "quantity", "amount", "currency", "date", "country", "marking",
        "description", "reference", "source", "part_of", "series", "reported_on",
        "readers", "other_readers", "note", "why",
    )  # fmt: skip
    renamed = {**RecordForm.renamed, "unit": "quantity"}
    model_fields = (*PLAIN, *(name for name in measured.AMOUNT if name != "unit"), "agency")

    measure = measured.measure_input()
    qualifier = measured.qualifier_input()
    quantity = measured.quantity_input(
        label=_("how many"), help_text=_("Empty where no number was reported.")
    )
    amount = measured.amount_input(help_text=_("For forfeitures and funds."))
    currency = measured.currency_input()
    description = measured.description_input()
    agency = PickField(label=_("agency"), required=False, help_text=_("Whose result it is."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part_of"].widget = SuggestInput("outcome-references")
        # Those of another outcome are others: none are repeated.
        self.add_rows("persons", PersonsRows, "nationality")
        self.add_credits(OutcomeCredits)
        self.add_sources(OutcomeSources)

    def initial_of(self, instance: Any) -> dict[str, Any]:
        return super().initial_of(instance) | self.ranges_of(instance)

    def offer(self, catalogue: Catalogue) -> None:
        super().offer(catalogue)
        money = catalogue.currencies
        offer_rows(self, measure=catalogue.results, currency=money, amount=money, agency=catalogue.agencies)
        self.counted = {unit.code: unit for unit in catalogue.quantities}[CANONICAL[Dimension.COUNT]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen: Measure | None = cleaned.get("measure")
        if chosen and cleaned.get("quantity") is not None and Dimension.COUNT not in chosen.accepted:
            self.add_error("quantity", _("This is an amount of money: give the amount and its currency."))
        return cleaned

    def apply(self) -> Outcome:
        outcome: Outcome = super().apply()
        outcome.unit = self.counted if outcome.quantity is not None else None
        return outcome
