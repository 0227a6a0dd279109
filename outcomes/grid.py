"""The form of many outcomes at once: what they share, and a row for each."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from common.forms.entry import EntryForm
from common.forms.fields import NamedField, PickField, choice, offer_rows
from common.forms.rows import RowForm, Rows, row_formset
from measures.forms.dates import PartialDateField
from measures.models import Dimension, Measure, Unit
from measures.models.unit import CANONICAL
from operations.forms.catalogue import Catalogue
from operations.models import Marking, Outcome
from outcomes.drafts import OutcomeDraft
from records.forms.measured import description_input, qualifier_input
from records.forms.typed import TypedAmounts, TypedField

# Rows that an empty page has.
BLANK = 12
SHARED = ("operation", "agency", "date", "country", "source", "marking")
# The rows' own values, which stand before what all share.
OWN = ("agency", "country")


class OutcomeRowForm(TypedAmounts, RowForm):
    """One outcome: a count of persons or cases, or an amount of money, in one cell."""

    model = Outcome
    heading = _("Row")
    first = "measure"
    typed = (("value", "unit"),)

    measure = NamedField(
        label=_("measure"), list_id="measures", error_messages={"required": _("Choose what it is.")}
    )
    qualifier = qualifier_input()
    value = TypedField(of="any", label=_("how many or how much"), required=False)
    date = PartialDateField(label=_("date"), help_text="")
    agency = NamedField(label=_("agency"), required=False, list_id="agencies")
    country = NamedField(label=_("country"), required=False, list_id="countries")
    description = description_input()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(
            self,
            measure=self.catalogue.results,
            agency=self.catalogue.agencies,
            country=self.catalogue.countries,
            value=self.catalogue.units_and_currencies,
        )
        units = self.catalogue.units_and_currencies.rows
        self.counted = units[CANONICAL[Dimension.COUNT]]

    def has_changed(self) -> bool:
        """Whether the row is filled in: a qualifier alone, which is chosen already, does not count."""
        return bool(set(self.changed_data) - {"qualifier"})

    def clean(self) -> Any:
        cleaned = super().clean()
        measure: Measure | None = cleaned.get("measure")
        number, unit = cleaned.get("value"), cleaned.get("unit")
        if measure and number is not None and unit is None and Dimension.COUNT not in measure.accepted:
            raise ValidationError(
                {"value": _("This is an amount of money: write its currency too, such as 3.5m USD.")}
            )
        return cleaned

    def outcome(self, shared: dict[str, Any]) -> Outcome:
        """The outcome of the row; a field that the row leaves empty has the value that all rows share."""
        cleaned = self.cleaned_data
        own = {name: cleaned[name] for name in OWN if cleaned.get(name)}
        date = cleaned.get("date")
        outcome = Outcome(**{name: value for name, value in {**shared, **own}.items() if name != "date"})
        outcome.date = date if date is not None and date.first else shared["date"]
        for name in ("measure", "qualifier", "description"):
            if cleaned.get(name):
                setattr(outcome, name, cleaned[name])
        self._set_amount(outcome, cleaned.get("value"), cleaned.get("value_high"), cleaned.get("unit"))
        return outcome

    def _set_amount(self, outcome: Outcome, number: Any, high: Any, unit: Unit | None) -> None:
        if number is None:
            return
        if unit is not None and unit.is_currency:
            outcome.amount, outcome.amount_high, outcome.currency = number, high, unit
        else:
            outcome.quantity, outcome.quantity_high, outcome.unit = number, high, unit or self.counted


class GridRows(Rows):
    """Rows of which those that were left empty are passed over."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "empty_permitted": True}

    @cached_property
    def remaining(self) -> list[Any]:
        return [form for form in self.forms if not form.deleted and form.has_changed()]


OutcomeRows: type[Rows] = row_formset(OutcomeRowForm, GridRows)


class OutcomeGridForm(EntryForm):
    """The form of many outcomes: the fields that they share, all optional, and a row for each."""

    renamed = dict.fromkeys(
        ("quantity", "quantity_high", "unit", "amount", "amount_high", "currency"), "value"
    )

    operation = PickField(label=_("operation"), required=False)
    agency = PickField(
        label=_("agency"), required=False, help_text=_("Whose result it is, where a row names no other.")
    )
    date = PartialDateField(label=_("date"))
    country = PickField(label=_("country"), required=False)
    source = PickField(label=_("source"), required=False)
    # Named readers are asked for on the page of one outcome only.
    marking = choice(Outcome, "marking", choices=[each for each in Marking.choices if each[0] != Marking.RED])

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, catalogue=catalogue, **kwargs)
        offer_rows(
            self,
            operation=catalogue.recordable(None),
            agency=catalogue.agencies,
            country=catalogue.countries,
            source=catalogue.sources,
        )
        self.add_rows("rows", OutcomeRows, initial=[{}] * BLANK)

    def drafts(self) -> list[OutcomeDraft]:
        """The outcomes of the rows that were filled in, not saved."""
        shared = {name: self.cleaned_data[name] for name in SHARED if name in self.cleaned_data}
        shared.setdefault("date", Outcome().date)
        return [OutcomeDraft(row.outcome(shared), None, ()) for row in self.rows["rows"].remaining]
