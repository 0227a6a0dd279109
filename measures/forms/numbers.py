"""Numbers as they are typed: read strictly, and refused in words."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.forms.fields import REPEATED
from measures.numeric import check_length

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
SEPARATED = re.compile(r"[\d.,'’\s]+", re.ASCII)
NEGATIVE = _("A number cannot be negative.")


class NumberField(forms.CharField):
    """A decimal of any usual length; empty is not reported."""

    def __init__(
        self,
        *,
        negative: Any = NEGATIVE,
        most: int | None = None,
        too_much: Any = "",
        **kwargs: Any,
    ) -> None:
        typed = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"required": False, "widget": typed, **kwargs})
        self.negative, self.most, self.too_much = negative, most, too_much

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        number = read_number(text)
        check_length(number)
        if number < 0:
            raise ValidationError(self.negative)
        if self.most is not None and number > self.most:
            raise ValidationError(self.too_much)
        return number

    def prepare_value(self, value: Any) -> Any:
        return f"{value:f}" if isinstance(value, Decimal) else value


def read_number(text: str) -> Decimal:
    """Strict, so that 1.234 is never taken for a thousand. Raises ValidationError that says how to write it."""
    if NUMBER.fullmatch(text):
        return Decimal(text)
    if SEPARATED.fullmatch(text):
        sentence = _("Write “%(text)s” without separators and with a point for decimals, such as 1234.5.")
    else:
        sentence = _("“%(text)s” is not a number. Write it in digits, such as 1234.5.")
    raise ValidationError(sentence, params={"text": text[:REPEATED]})
