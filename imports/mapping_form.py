"""The form in which a mapping is made by looking: what each column is, and what its words stand for."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from common.forms.numbers import WholeField
from common.text.folding import fold_text
from imports.kinds import KINDS, SEIZURES
from imports.kinds.targets import SCALED, TARGETS
from imports.mapping.checking import read_mapping
from imports.mapping.contract import Mapping
from imports.mapping.errors import BadMapping
from imports.reading.options import Options
from imports.services.learned import Learned
from imports.services.looking import Look, guess_dates, guess_decimal
from imports.services.vocabulary import WORDED, Vocabulary
from operations.models import Operation

DEFAULTS = {
    "agency": _("seizing agency"),
    "country": _("country"),
    "measure": _("measure"),
    "unit": _("unit"),
    "currency": _("currency"),
    "stage": _("stage"),
    "kind": _("kind"),
    "source": _("source"),
    "reported_on": _("day of a cumulative report"),
}
MARKS = [(".", "1234.5"), (",", "1234,5")]
THOUSANDS = [("", _("none")), (",", "1,234"), (".", "1.234"), (" ", "1 234"), ("'", "1'234")]
CHOICES = [("", "–"), *((target, target.replace("_", " ")) for target in TARGETS)]
# Targets that are typed with their codes and names offered beside.
OFFERED = ("agency", "country", "measure", "unit", "currency", "stage", "kind", "source")
# Choices that do not depend on the columns.
OF_FILE = {"target", "sheet", "operation", "decimal", "thousands", "fiscal_year_start", "series", "name"}
WHOLE = re.compile(r"[0-9]{1,4}")
# Lists of headings.
HEADINGS = ("key", "group")


def looked_at(sent: Any) -> tuple[Options, int | None]:
    """The sheet and the line of the headings that a person chose; of another sheet the line is found anew."""
    sheet, row = sent.get("sheet") or None, sent.get("header_row", "")
    is_same = sheet == (sent.get("sheet_shown") or None)
    return Options(sheet=sheet), int(row) if is_same and WHOLE.fullmatch(row) else None


def choices_for(look: Look, sent: Any) -> dict[str, Any]:
    """The choices made so far; none for columns other than those that were shown."""
    chosen = {name: texts[-1] if len(texts) == 1 else texts for name, texts in sent.lists()}
    if (look.sheet, str(look.header_row)) == (sent.get("sheet_shown", ""), sent.get("row_shown")):
        return chosen
    kept = {name: chosen[name] for name in chosen if name in OF_FILE or name.startswith("default_")}
    return kept | {"header_row": look.header_row}


class MappingForm(forms.Form):
    target = forms.ChoiceField(
        label=_("what the rows are"), choices=[(code, kind.name) for code, kind in KINDS.items()]
    )
    sheet = forms.ChoiceField(label=_("sheet"), required=False)
    header_row = WholeField(
        label=_("line of the headings"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_("After a change, show the columns again."),
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
    series = forms.CharField(
        label=_("series"),
        required=False,
        max_length=40,
        help_text=_("Of a cumulative report: each one takes the place of those before it."),
    )
    key = forms.MultipleChoiceField(
        label=_("key"), required=False, help_text=_("Columns by which a later edition finds the same row.")
    )
    group = forms.MultipleChoiceField(
        label=_("one record of several rows"),
        required=False,
        help_text=_("Columns that the rows of one seizure share."),
    )
    skip_column = forms.ChoiceField(label=_("rows to pass over, by the column"), required=False)
    skip_words = forms.CharField(
        label=_("with these words"), required=False, help_text=_("Several between semicolons.")
    )
    name = forms.CharField(
        label=_("save it as"), required=False, max_length=80, help_text=_("For everybody of your agency.")
    )

    def __init__(self, look: Look, data: Any = None, *, stated: Any = None, by: User) -> None:
        """`stated` is what was chosen so far, where nothing is to be checked yet."""
        self.look, self.learned = look, Learned(by.agency)
        super().__init__(data, initial=_guessed(look, look.guesses(self.learned.targets)) | (stated or {}))
        self._set_choices(by)
        for target, label in DEFAULTS.items():
            self.fields[f"default_{target}"] = _offered(target, label=label)
        for target in SCALED:
            factor_label = _("%(target)s: times") % {"target": target}
            self.fields[f"factor_{target}"] = forms.CharField(
                label=factor_label, required=False, max_length=30
            )
        for number, name in enumerate(look.names):
            self.fields[f"column_{number}"] = forms.ChoiceField(label=name, choices=CHOICES, required=False)
        self.targets = [self[f"column_{number}"].value() or "" for number in range(len(look.names))]
        kind = str(self["target"].value())
        self.vocabulary = Vocabulary(kind if kind in KINDS else SEIZURES)
        self.words = [each for target in WORDED for each in self._word_fields(target)]

    def _set_choices(self, by: User) -> None:
        operation: Any = self.fields["operation"]
        codes = Operation.objects.recordable_by(by).order_by("code").values_list("code", flat=True)
        operation.choices = [("", "–"), *((code, code) for code in codes)]
        sheet: Any = self.fields["sheet"]
        sheet.choices = [(name, name) for name in self.look.sheets]
        if len(self.look.sheets) < 2:
            del self.fields["sheet"]
        headings = [(name, name) for name in self.look.names]
        for name in (*HEADINGS, "skip_column"):
            field: Any = self.fields[name]
            field.choices = headings if name in HEADINGS else [("", "–"), *headings]

    def _word_fields(self, target: str) -> list[Any]:
        if target not in self.targets:
            return []
        found = []
        words = self.look.words_of(self.targets.index(target))
        for number, word in enumerate(self.vocabulary.words(target, words)):
            field = f"{target}_{number}"
            self.fields[field] = self._word_field(target, word)
            found.append((target, word, field))
        return found

    def _word_field(self, target: str, word: str) -> forms.CharField:
        """The field for a word: its known meaning is filled in, similar ones are offered beside it."""
        known = self.learned.meanings.get((target, fold_text(word))) or self.vocabulary.meaning(target, word)
        like = [] if known else self.vocabulary.like(target, word)
        perhaps = _now("Perhaps %(codes)s.") % {"codes": ", ".join(like)} if like else ""
        return _offered(target, label=f"{word} ({target})", initial=known, help_text=perhaps)

    @property
    def lists(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The codes with their names of each target that a field asks for."""
        return [(target, found) for target in OFFERED if (found := self.vocabulary.offered(target))]

    @property
    def columns(self) -> list[Any]:
        return [self[f"column_{number}"] for number in range(len(self.look.names))]

    @property
    def defaults(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith(("default_", "factor_"))]

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
        skipped = [word.strip() for word in data["skip_words"].split(";") if word.strip()]
        operation = {"operation": data["operation"]} if data["operation"] else {}
        stated = {
            "target": data["target"],
            "sheet": data.get("sheet") or None,
            "header_row": self.look.header_row,
            "decimal": data["decimal"],
            "thousands": data["thousands"] or None,
            "dates": [form.strip() for form in data["dates"].split(";") if form.strip()],
            "fiscal_year_start": data["fiscal_year_start"],
            "defaults": _filled(data, "default_") | operation,
            "columns": self._columns_of(data),
            "values": self._values_of(data),
            "factors": _filled(data, "factor_"),
            "series": data["series"].strip() or None,
            "key": data["key"],
            "group": data["group"],
            "skip_when": {data["skip_column"]: skipped} if data["skip_column"] and skipped else {},
        }
        return read_mapping(stated)

    def _columns_of(self, data: dict[str, Any]) -> dict[str, str]:
        targets = {name: data.get(f"column_{number}") for number, name in enumerate(self.look.names)}
        return {name: target for name, target in targets.items() if target}

    def _values_of(self, data: dict[str, Any]) -> dict[str, dict[str, str]]:
        values: dict[str, dict[str, str]] = {}
        for target, word, field in self.words:
            if meaning := data.get(field):
                values.setdefault(target, {})[word] = meaning
        return values


def _offered(target: str, **options: Any) -> forms.CharField:
    """A field for a code, with those that there are offered while somebody types."""
    attrs = {"list": f"list-{target}", "autocomplete": "off"} if target in OFFERED else {}
    return forms.CharField(required=False, max_length=60, widget=forms.TextInput(attrs=attrs), **options)


def _filled(data: dict[str, Any], head: str) -> dict[str, str]:
    return {name.removeprefix(head): text for name, text in data.items() if name.startswith(head) and text}


def _guessed(look: Look, guesses: list[str]) -> dict[str, Any]:
    def words_of(target: str) -> list[str]:
        return look.words_of(guesses.index(target)) if target in guesses else []

    return {
        "decimal": guess_decimal(words_of("quantity")),
        "dates": guess_dates(words_of("date")),
        "target": SEIZURES,
        "sheet": look.sheet,
        "header_row": look.header_row,
        "fiscal_year_start": 1,
        **{f"column_{number}": target for number, target in enumerate(guesses)},
    }
