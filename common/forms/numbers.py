"""Form fields of numbers, parsed in the notation of the page's language (common/text/numbers.py)."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.forms.utils import flatatt
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.text.numbers import format_number, number_in_words, read_number


def echo(text: str) -> str:
    """The number as it was parsed, for the user to compare with what they meant; empty for empty text."""
    if not text.strip():
        return ""
    try:
        return number_in_words(read_number(text))
    except ValidationError as error:
        return " ".join(error.messages)


class NumberInput(forms.TextInput):
    """A control for a number with its `echo` beside it (static/js/numbers.js updates it while the user types)."""

    class Media:
        js = ("js/numbers.js",)

    # The page that answers with the echo of what is being typed.
    echo_page = reverse_lazy("number-echo")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attrs = {**(attrs or {}), "data-echo": str(self.echo_page)}
        if not (control := attrs.get("id")):
            return super().render(name, value, attrs, renderer)
        described = attrs.get("aria-describedby") or self.attrs.get("aria-describedby") or ""
        attrs["aria-describedby"] = f"{control}_echo {described}".strip()
        place = {"id": f"{control}_echo", "for": control, "class": "number-echo", "aria-live": "polite"}
        shown = self.echo(self.format_value(value) or "")
        return format_html(
            "{}<output{}>{}</output>", super().render(name, value, attrs, renderer), flatatt(place), shown
        )

    def echo(self, text: str) -> str:
        return echo(text)


class Localised(forms.Field):
    """A number in the notation of the page's language; `negative` is the sentence for a number below zero."""

    widget: type[NumberInput] | NumberInput = NumberInput

    def __init__(self, *, negative: Any = None, most: int | None = None, too_much: Any = "", **kwargs: Any):
        super().__init__(**kwargs)
        self.negative, self.most, self.too_much = negative, most, too_much

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or not str(value).strip():
            return None
        if isinstance(value, Decimal | int):
            return value
        ProhibitNullCharactersValidator()(str(value))
        return read_number(str(value))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and self.negative and value < 0:
            raise ValidationError(self.negative)
        if value is not None and self.most is not None and value > self.most:
            raise ValidationError(self.too_much)

    def prepare_value(self, value: Any) -> Any:
        return format_number(Decimal(value)) if isinstance(value, Decimal | int) else value


class NumberField(Localised, forms.DecimalField):
    """A decimal."""


class WholeField(Localised, forms.IntegerField):
    """A number without a fraction."""

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        if number is None:
            return None
        if number != int(number):
            raise ValidationError(_("Write a whole number."), code="whole")
        return int(number)


# For the form field of a column of whole numbers.
WHOLE: dict[str, Any] = {"form_class": WholeField, "widget": NumberInput({"inputmode": "numeric"})}
