from typing import Any

from django.utils.translation import gettext_lazy as _

from common.forms.entry import EntryForm
from common.forms.fields import choice, offer_rows, why_field
from common.forms.listing import Listing
from measures.forms.dates import PartialDateField
from operations.forms.catalogue import Catalogue
from records.forms import measured
from records.forms.typed import TypedAmounts
from seizures.models import Disposition, Seizure

PAIRS = (("quantity", "unit"), ("amount", "currency"))


class BelowSeizureForm(EntryForm):
    """A form of a row below a seizure, whose version it has."""

    why = why_field()
    renamed = {"reason": "why"}

    def __init__(self, *args: Any, reason_needed: bool | None, initial: Any = None, **kwargs: Any) -> None:
        """`reason_needed` is None where no reason is asked for."""
        seizure: Seizure = kwargs["instance"].item.seizure
        super().__init__(*args, initial={"version": seizure.version, **(initial or {})}, **kwargs)
        if reason_needed is None:
            del self.fields["why"]
        else:
            self.fields["why"].required = reason_needed

    @property
    def versioned(self) -> Seizure:
        seizure: Seizure = self.instance.item.seizure
        return seizure

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("why", ""))


class BecameForm(TypedAmounts, BelowSeizureForm):
    """What became of an item: a quantity where the item has one, an amount of money where it has one."""

    field_order = ("stage", "forfeiture", "date", "qualifier", "quantity", "unit", "amount", "currency")
    model_fields = (*field_order, "quantity_high", "amount_high")

    # Nothing is chosen at first: what became of goods is not to be guessed.
    stage = choice(
        Disposition,
        "stage",
        label=_("what became of it"),
        choices=[("", ""), *Disposition.Stage.choices],
        error_messages={"required": _("Choose what became of it.")},
    )
    forfeiture = choice(Disposition, "forfeiture")
    date = PartialDateField(label=_("date"))
    qualifier = measured.qualifier_input()
    quantity = measured.quantity_input()
    unit = measured.unit_input()
    amount = measured.amount_input()
    currency = measured.currency_input()

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        item = kwargs["instance"].item
        own = {"unit": item.unit, "currency": item.currency, **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, catalogue=catalogue, initial=own, **kwargs)
        stated = [pair for pair in PAIRS if getattr(item, pair[0]) is not None]
        for pair in stated and set(PAIRS) - set(stated):
            for name in pair:
                del self.fields[name]
        units = catalogue.units[item.measure.top] if item.measure.top in catalogue.units else Listing("", ())
        for (number, unit), listing in zip(PAIRS, (units, catalogue.currencies), strict=True):
            offer_rows(self, **dict.fromkeys(self.fields.keys() & {number, unit}, listing))

    def initial_of(self, instance: Any) -> dict[str, Any]:
        return super().initial_of(instance) | self.ranges_of(instance)

    def clean(self) -> Any:
        cleaned = super().clean()
        numbers = [number for number, _unit in PAIRS if number in self.fields]
        if not any(number in self.errors or cleaned.get(number) is not None for number in numbers):
            self.add_error(numbers[0], _("Give the quantity or the amount."))
        return cleaned

    def apply(self) -> Disposition:
        disposition: Disposition = super().apply()
        for number, unit in PAIRS:
            if getattr(disposition, number) is None:
                setattr(disposition, unit, None)
        return disposition


class RemovalForm(BelowSeizureForm):
    """Removes a row: only why is asked."""
