"""Forms of the import pages."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from common.text.numbers import read_number
from imports.mapping.checking import mapping_of
from imports.mapping.contract import Mapping
from imports.models import SavedMapping
from imports.reading.errors import CannotRead
from imports.services.named import example_names, mapping_for

OTHER = ""


class FileForm(forms.Form):
    """A file, and its mapping: a saved one, an example, or one that is sent with it."""

    file = forms.FileField(label=_("file"), help_text=_("CSV, XLSX, ODS or XLS; packed by gzip or zip, too."))
    mapping = forms.ChoiceField(label=_("mapping"), required=False)
    mapping_file = forms.FileField(
        label=_("mapping in a file"), required=False, help_text=_("JSON, in place of the one chosen.")
    )
    name = forms.CharField(
        label=_("save it as"), required=False, max_length=80, help_text=_("For everybody of your agency.")
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        saved = SavedMapping.objects.of(by.agency).order_by("name").values_list("name", flat=True).distinct()
        choice: Any = self.fields["mapping"]
        choice.choices = [
            (OTHER, _("one that I make by looking at the file")),
            (_("Saved"), [(name, name) for name in saved]),
            (_("Examples"), [(name, name) for name in example_names()]),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        sent, name = data.get("mapping_file"), data.get("mapping")
        field = "mapping_file" if sent else "mapping"
        try:
            data["read"] = self._read(sent, name)
        except CannotRead as refusal:
            self.add_error(field, str(refusal))
        return data

    def _read(self, sent: Any, name: str | None) -> tuple[str, Mapping | None]:
        if sent:
            return "", mapping_of(sent.read())
        if name:
            return mapping_for(name, by=self.by)
        return "", None


class CommitForm(forms.Form):
    """The decision on a file that a dry run has checked."""

    submit = forms.BooleanField(label=_("hand the records over for review"), required=False)
    partial = forms.BooleanField(label=_("record the right rows although others are wrong"), required=False)


class UndoForm(forms.Form):
    reason = forms.CharField(label=_("reason"), max_length=500)


class PrintedTotalForm(forms.Form):
    """A total that the file prints itself, to be compared with the sum of its rows."""

    measure = forms.ChoiceField(label=_("measure"), required=False)
    unit = forms.ChoiceField(label=_("unit"))
    year = forms.ChoiceField(label=_("year"), required=False)
    value = forms.CharField(
        label=_("total in the file"), max_length=80, required=False, help_text=_("Empty to take it away.")
    )

    def __init__(self, *args: Any, stated: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = {"measure": _("all measures"), "year": _("all years")}
        for name in ("measure", "unit", "year"):
            words = sorted({each[name] for each in stated})
            choice: Any = self.fields[name]
            choice.choices = [
                *([("", everything[name])] if name in everything else []),
                *((word, word) for word in words),
            ]

    def clean_value(self) -> Decimal | None:
        text = self.cleaned_data["value"].strip()
        return read_number(text) if text else None
