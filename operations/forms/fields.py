"""Fields of the entry forms: each says in words what is wrong, and keeps what was typed."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from measures.numeric import check_length
from operations.forms.listing import Listing

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
SEPARATED = re.compile(r"[\d.,'’\s]+", re.ASCII)
# A sentence that repeats what was typed stays a sentence.
REPEATED = 40


class Select(forms.Select):
    """A select whose options come from a Listing."""

    listing = Listing("", ())
    blank: Any = ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attributes = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        options = self.listing.options(str(value or ""))
        return format_html(
            '<select{}><option value="">{}</option>{}</select>', flatatt(attributes), self.blank, options
        )


class PickField(forms.Field):
    """One row of a Listing, by its code."""

    widget = Select

    def __init__(self, *, blank: Any = _("not stated"), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.blank = blank
        self.listing = Listing("", ())

    def offer(self, listing: Listing) -> None:
        self.listing = self.widget.listing = listing
        self.widget.blank = self.blank

    def clean(self, value: Any) -> Any:
        code = str(value or "").strip()
        self.validate(code)
        if code and code not in self.listing.rows:
            raise ValidationError(
                _("There is no %(noun)s “%(code)s”."),
                params={"noun": self.listing.noun, "code": code[:REPEATED]},
            )
        return self.listing.rows.get(code)

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "code", value)


class CodeField(PickField):
    """As a PickField, but typed, with the Listing as suggestions."""

    widget = forms.TextInput

    def clean(self, value: Any) -> Any:
        return super().clean(str(value or "").upper())


class PeopleField(forms.TypedMultipleChoiceField):
    """Any number of people, each a box to tick."""

    def offer(self, listing: Listing) -> None:
        self.choices = [(choice.code, choice.label) for choice in listing.choices]
        self.coerce = listing.rows.__getitem__


class Checks(forms.CheckboxSelectMultiple):
    """Boxes to tick under one name."""

    def __init__(self, name: Any) -> None:
        super().__init__(attrs={"class": "checks"})
        self.name = name

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        # The framework's template gives the group an id and a class, and no name.
        group = {"role": "group", "aria-label": str(self.name), "tabindex": "-1"}
        if wrong := (attrs or {}).get("aria-invalid"):
            group |= {"aria-invalid": wrong, "aria-describedby": f"{attrs['id']}_error"}
        boxes = super().render(name, value, attrs, renderer)
        return mark_safe(boxes.replace("<div", f"<div{flatatt(group)}", 1))  # noqa: S308

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["attrs"] = {"id": option["attrs"].get("id", ""), "class": "form-check-input"}
        if option["selected"]:
            option["attrs"]["checked"] = True
        return option


class NumberField(forms.CharField):
    """A decimal of any usual length; empty is not reported."""

    def __init__(
        self,
        *,
        negative: Any = _("A number cannot be negative."),
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


class SuggestInput(forms.TextInput):
    """Text with suggestions fetched while it is typed; without JavaScript it is plain text."""

    def __init__(self, address: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.address = reverse_lazy(address)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        suggestions = f"{(attrs or {}).get('id', name)}_suggestions"
        fetched = {
            "list": suggestions,
            "autocomplete": "off",
            "hx-get": str(self.address),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{suggestions}",
            "hx-sync": "this:replace",
        }
        control = super().render(name, value, {**(attrs or {}), **fetched}, renderer)
        return format_html('{}<datalist id="{}"></datalist>', control, suggestions)


class FoundField(forms.CharField):
    """Text that names one row; `find` returns it or raises ValidationError."""

    find: Callable[[str], Any] = staticmethod(lambda text: None)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self.find(text) if text else None


def yes_or_no(label: Any) -> forms.TypedChoiceField:
    """Yes, no, or not stated: three answers, and none of them is taken for another."""
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=[("", _("not stated")), ("True", _("yes")), ("False", _("no"))],
        coerce=lambda text: text == "True",
        empty_value=None,
    )


def choice(model: Any, name: str, **kwargs: Any) -> forms.TypedChoiceField:
    """The model's choices; "not stated" where it may be left out."""
    field = model._meta.get_field(name)
    first = [("", _("not stated"))] if field.blank else []
    return forms.TypedChoiceField(
        **{
            "label": field.verbose_name,
            "required": not field.blank,
            "choices": [*first, *field.choices],
            "help_text": field.help_text,
            "initial": "" if field.blank else field.default,
            **kwargs,
        }
    )


def like(model: Any, name: str, **kwargs: Any) -> Any:
    """A field as the model has it: its label, its help, its limits."""
    return model._meta.get_field(name).formfield(**kwargs)
