"""Fields of the entry forms. Each names its mistake in a sentence and shows what the user typed again."""

import datetime
from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.audit import LONGEST_REASON
from common.errors import REPEATED
from common.forms.listing import Listing
from common.forms.widgets import Checks, Select
from common.text.dates import iso_text

NOT_STATED = _("not stated")
# A longer list is searched by typing.
FEW = 8


@runtime_checkable
class OffersRows(Protocol):
    """A form field whose values come from a Listing."""

    def offer(self, listing: Listing) -> None: ...


def offer_rows(form: forms.BaseForm, **listings: Listing) -> None:
    """Gives each named field of the form the listing that its values come from."""
    for name, listing in listings.items():
        field = form.fields[name]
        assert isinstance(field, OffersRows), f"{name} offers no listing"
        field.offer(listing)


def choices_field(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    """The field of that name, whose choices are known only when the form is made."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField), f"{name} has no choices"
    return field


class PickField(forms.Field):
    """A select with the rows of a Listing, by their codes; where it is long, it is searched by typing."""

    widget: type[forms.Widget] | forms.Widget = Select

    def __init__(self, *, blank: Any = NOT_STATED, searched: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.blank, self.searched = blank, searched
        self.listing = Listing("", ())

    def offer(self, listing: Listing) -> None:
        self.listing = listing
        if isinstance(self.widget, Select):
            self.widget.listing, self.widget.blank = listing, self.blank
        if self.searched and len(listing.choices) > FEW:
            # The page's script finds a row by what is typed (static/js/picker.js).
            self.widget.attrs["data-picker"] = _("suggestions")

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
        """The code to show as chosen; empty for a row that is not offered: its name may be hidden from the reader."""
        if not hasattr(value, "code"):
            return value
        # A unit and a currency may have one code.
        return value.code if self.listing.rows.get(value.code) == value else ""


class NamedField(PickField):
    """A text field for the code or the name of a row, or for a part of it that only one row has.

    The suggestions are those of the page's datalist `list_id`, or the options of the select whose id is `options_of`:
    a long list is then sent once, however many fields offer it, and the page's script copies it (static/js/picker.js).
    """

    def __init__(self, *, list_id: str = "", options_of: str = "", **kwargs: Any) -> None:
        suggestions = {"list": list_id} if list_id else {"data-options-of": options_of}
        attrs = {"autocomplete": "off", **suggestions}
        super().__init__(**{"widget": forms.TextInput(attrs), "searched": False, **kwargs})

    def offer(self, listing: Listing) -> None:
        super().offer(listing)
        if "data-options-of" in self.widget.attrs:
            self.widget.attrs |= {"data-picker": _("suggestions"), "placeholder": self.blank}

    def clean(self, value: Any) -> Any:
        text = str(value or "").strip()
        found = self.listing.named(text) if text else []
        if len(found) > 1:
            names = "; ".join(choice.label.strip() for choice in found[:5])
            raise ValidationError(
                _("“%(text)s” may be several: %(names)s. Write one of them in full."),
                params={"text": text[:REPEATED], "names": names},
            )
        return super().clean(found[0].code if found else text)


class CodeField(PickField):
    """A text field for the code of a row, with the Listing as suggestions."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"searched": False, **kwargs})

    def clean(self, value: Any) -> Any:
        return super().clean(str(value or "").upper())


class ChecksField(forms.TypedMultipleChoiceField):
    """Checkboxes for any number of the rows of a Listing."""

    def __init__(self, *, label: Any, **kwargs: Any) -> None:
        super().__init__(label=label, required=False, widget=Checks(label), **kwargs)

    def offer(self, listing: Listing) -> None:
        self.choices = [(choice.code, choice.label) for choice in listing.choices]
        self.coerce = listing.rows.__getitem__


class FoundField(forms.CharField):
    """A text field that names one row; `find` returns it or raises ValidationError."""

    find: Callable[[str], Any]

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return self.find(text) if text else None


def yes_or_no(label: Any) -> forms.TypedChoiceField:
    """A select with yes, no and "not stated", which are three different values."""
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=[("", NOT_STATED), ("True", _("yes")), ("False", _("no"))],
        coerce=lambda text: text == "True",
        empty_value=None,
    )


def choice(model: Any, name: str, **kwargs: Any) -> forms.TypedChoiceField:
    """A select with the choices of a model's field, and "not stated" if it may be empty."""
    field = model._meta.get_field(name)
    first = [("", NOT_STATED)] if field.blank else []
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
    """The form field of a model's field, with its label (capitalised), help and limits."""
    field = model._meta.get_field(name)
    return field.formfield(**{"label": field.verbose_name, **kwargs})


def array_of(label: Any, choices: Any, widget: Any = None) -> forms.MultipleChoiceField:
    """Checkboxes for a column that holds an array of choices."""
    return forms.MultipleChoiceField(
        label=label, required=False, choices=choices, widget=widget or Checks(label)
    )


def why_field(**options: Any) -> forms.CharField:
    """The field for the reason of a change, which services store in the history."""
    return forms.CharField(
        label=_("why it is changed"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why.")},
        **options,
    )


class DayField(forms.DateField):
    """A field for a day, as people type it."""

    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values or isinstance(value, datetime.date):
            return super().to_python(value)
        try:
            return datetime.date.fromisoformat(iso_text(str(value)))
        except ValueError:
            sentence = _("“%(text)s” is not a day. Write it as 2009-07-14.")
            raise ValidationError(sentence, "no_day", {"text": str(value)[:REPEATED]}) from None


class MomentField(forms.SplitDateTimeField):
    """A day and a time."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields = (DayField(required=False), *self.fields[1:])
