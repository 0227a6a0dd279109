"""The form in which a mapping is made by looking: what each column is, and what its words stand for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from common.forms.numbers import WholeField
from imports.kinds import KINDS, SEIZURES
from imports.kinds.targets import TARGETS
from imports.mapping.checking import read_mapping
from imports.mapping.contract import Mapping
from imports.mapping.errors import BadMapping
from imports.services.looking import Look, guess_dates, guess_decimal, meanings
from operations.models import Operation

# Whose words are asked about.
WORDED = ("measure", "unit")
DEFAULTS = {
    "agency": _("seizing agency"),
    "country": _("country"),
    "measure": _("measure"),
    "unit": _("unit"),
    "currency": _("currency"),
    "stage": _("stage"),
    "kind": _("kind"),
}
MARKS = [(".", "1234.5"), (",", "1234,5")]
THOUSANDS = [("", _("none")), (",", "1,234"), (".", "1.234"), (" ", "1 234"), ("'", "1'234")]
CHOICES = [("", "–"), *((target, target) for target in TARGETS)]


class MappingForm(forms.Form):
    target = forms.ChoiceField(
        label=_("what the rows are"), choices=[(code, kind.name) for code, kind in KINDS.items()]
    )
    decimal = forms.ChoiceField(label=_("decimals"), choices=MARKS)
    thousands = forms.ChoiceField(label=_("between thousands"), choices=THOUSANDS, required=False)
    dates = forms.CharField(
        label=_("format of dates"),
        required=False,
        help_text=_("Such as %d.%m.%Y, or %m/%d/%Y; ISO is always read."),
    )
    fiscal_year_start = WholeField(label=_("first month of a fiscal year"), min_value=1, max_value=12)
    operation = forms.ChoiceField(label=_("operation"), required=False)
    name = forms.CharField(
        label=_("save it as"), required=False, max_length=80, help_text=_("For everybody of your agency.")
    )

    def __init__(self, look: Look, data: Any = None, *, stated: Any = None, by: User) -> None:
        """`stated` is what was chosen so far, where nothing is to be checked yet."""
        self.look = look
        super().__init__(data, initial=_guessed(look, look.guesses) | (stated or {}))
        choice: Any = self.fields["operation"]
        codes = Operation.objects.recordable_by(by).order_by("code").values_list("code", flat=True)
        choice.choices = [("", "–"), *((code, code) for code in codes)]
        for target, label in DEFAULTS.items():
            self.fields[f"default_{target}"] = forms.CharField(label=label, required=False, max_length=60)
        for number, name in enumerate(look.names):
            self.fields[f"column_{number}"] = forms.ChoiceField(label=name, choices=CHOICES, required=False)
        self.targets = [self[f"column_{number}"].value() or "" for number in range(len(look.names))]
        self.words = [each for target in WORDED for each in self._word_fields(target)]

    def _word_fields(self, target: str) -> list[Any]:
        if target not in self.targets:
            return []
        words = self.look.words_of(self.targets.index(target))
        known = meanings(words, target, str(self["target"].value()))
        found = []
        for number, word in enumerate(words):
            field = f"{target}_{number}"
            self.fields[field] = forms.CharField(
                label=f"{word} ({target})", required=False, max_length=60, initial=known[word]
            )
            found.append((target, word, field))
        return found

    @property
    def columns(self) -> list[Any]:
        return [self[f"column_{number}"] for number in range(len(self.look.names))]

    @property
    def defaults(self) -> list[Any]:
        return [self[f"default_{target}"] for target in DEFAULTS]

    @property
    def word_fields(self) -> list[Any]:
        return [self[field] for _target, _word, field in self.words]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            try:
                data["read"] = self._mapping(data)
            except BadMapping as refusal:
                self.add_error(None, str(refusal))
        return data

    def _mapping(self, data: dict[str, Any]) -> Mapping:
        values: dict[str, dict[str, str]] = {}
        for target, word, field in self.words:
            if meaning := data.get(field):
                values.setdefault(target, {})[word] = meaning
        defaults = {target: text for target in DEFAULTS if (text := data.get(f"default_{target}"))}
        if data.get("operation"):
            defaults["operation"] = data["operation"]
        stated = {
            "target": data["target"],
            "header_row": self.look.header_row,
            "decimal": data["decimal"],
            "thousands": data["thousands"] or None,
            "dates": [form.strip() for form in data["dates"].split(";") if form.strip()],
            "fiscal_year_start": data["fiscal_year_start"],
            "defaults": defaults,
            "columns": {
                name: target
                for number, name in enumerate(self.look.names)
                if (target := data.get(f"column_{number}"))
            },
            "values": values,
        }
        return read_mapping(stated)


def _guessed(look: Look, guesses: list[str]) -> dict[str, Any]:
    def words_of(target: str) -> list[str]:
        return look.words_of(guesses.index(target)) if target in guesses else []

    return {
        "decimal": guess_decimal(words_of("quantity")),
        "dates": guess_dates(words_of("date")),
        "target": SEIZURES,
        "fiscal_year_start": 1,
        **{f"column_{number}": target for number, target in enumerate(guesses)},
    }
