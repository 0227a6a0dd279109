"""Form fields of amounts, in which a unit, a scale and a qualifier may be typed beside the number."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from common.forms.listing import Listing
from common.forms.numbers import NumberField, NumberInput
from common.text.numbers import format_number, number_in_words
from measures.models import Unit
from measures.typed import TypedAmount, read_typed
from operations.models import Qualifier

EXAMPLES = {"quantity": _("2.5 kg"), "money": _("2.5m EUR"), "any": _("2.5 kg or 2.5m EUR")}
ONE_NUMBER = _("Write one number: two have no place here.")
TWO_QUALIFIERS = _(
    "What is typed and what is chosen before it are not the same. Choose “exactly”, or type the number."
)


def typed_echo(text: str, units: Mapping[str, Unit], example: Any) -> str:
    """The amount as it was parsed, or the sentence that says why it was not; empty for empty text."""
    if not text.strip():
        return ""
    try:
        typed = read_typed(text, units, example=str(example))
    except ValidationError as error:
        return " ".join(error.messages)
    unit = typed.unit.symbol or typed.unit.code if typed.unit else ""
    if typed.high is not None:
        ends = {"low": number_in_words(typed.number), "high": number_in_words(typed.high)}
        return f"{pgettext('a figure', 'between %(low)s and %(high)s') % ends} {unit}".strip()
    words = str(Qualifier(typed.qualifier).label) if typed.qualifier else ""
    return " ".join(part for part in (words, number_in_words(typed.number), unit) if part)


class TypedInput(NumberInput):
    units: Mapping[str, Unit] = {}
    example: Any = ""

    def echo(self, text: str) -> str:
        return typed_echo(text, self.units, self.example)


class QuantityInput(TypedInput):
    echo_page = reverse_lazy("amount-echo", args=["quantity"])
    example = EXAMPLES["quantity"]


class MoneyInput(TypedInput):
    echo_page = reverse_lazy("amount-echo", args=["money"])
    example = EXAMPLES["money"]


class AnyInput(TypedInput):
    """A control for what may be weighed, counted or money."""

    echo_page = reverse_lazy("amount-echo", args=["any"])
    example = EXAMPLES["any"]


INPUTS: dict[str, type[TypedInput]] = {"quantity": QuantityInput, "money": MoneyInput, "any": AnyInput}


class TypedField(NumberField):
    """A decimal, or where more was typed a `TypedAmount`, which the form's TypedAmounts takes apart."""

    widget: TypedInput

    def __init__(self, *, of: str, **kwargs: Any) -> None:
        super().__init__(**{"widget": INPUTS[of], **kwargs})

    def offer(self, listing: Listing) -> None:
        self.widget.units = listing.rows

    def clean(self, value: Any) -> Any:
        if not isinstance(value, str) or not value.strip():
            return super().clean(value)
        ProhibitNullCharactersValidator()(value)
        typed = read_typed(value, self.widget.units, example=str(self.widget.example))
        number = super().clean(typed.number)
        beside = typed.unit or typed.qualifier
        return TypedAmount(number, typed.unit, typed.qualifier, typed.high) if beside else number

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, TypedAmount) and value.high is not None:
            return f"{format_number(value.number)}\N{EN DASH}{format_number(value.high)}"
        return super().prepare_value(value)


class TypedAmounts(forms.Form):
    """A form in which what was typed beside a number (unit, currency, qualifier) fills its own field."""

    # Each number with the field of its unit.
    typed: tuple[tuple[str, str], ...] = (("quantity", "unit"), ("amount", "currency"))

    def clean(self) -> Any:
        cleaned = super().clean() or self.cleaned_data
        for name, beside in self.typed:
            if name in cleaned:
                cleaned[f"{name}_high"] = None
            if isinstance(typed := cleaned.get(name), TypedAmount):
                cleaned[name], cleaned[f"{name}_high"] = typed.number, typed.high
                cleaned[beside] = typed.unit or cleaned.get(beside)
                if typed.high is not None and "qualifier" not in self.fields:
                    self.add_error(name, ValidationError(ONE_NUMBER, code="range"))
                self._qualify(name, typed.qualifier)
        return cleaned

    @classmethod
    def ranges_of(cls, row: Any) -> dict[str, Any]:
        """The numbers of a stored row that are the lower of two, with the higher, as they are typed."""
        return {
            name: TypedAmount(getattr(row, name), qualifier=Qualifier.BETWEEN, high=high)
            for name, _unit in cls.typed
            if (high := getattr(row, f"{name}_high", None)) is not None
        }

    def _qualify(self, name: str, qualifier: str) -> None:
        chosen = self.cleaned_data.get("qualifier") or Qualifier.EXACT
        if qualifier and chosen not in (Qualifier.EXACT, qualifier):
            self.add_error(name, ValidationError(TWO_QUALIFIERS, code="two_readings"))
        elif qualifier and "qualifier" in self.fields:
            self.cleaned_data["qualifier"] = qualifier
