"""The filters of the calendar, read strictly: what cannot be parsed is said in words, and today's month is shown."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import User
from dashboards.calendar.events import EventKind, Narrowed
from operations.models import Operation

YEARS = (1900, 2200)


class CalendarForm(forms.Form):
    """The month or the year, the operation, and the kinds of events."""

    month = forms.CharField(
        label=gettext_lazy("month"), required=False, widget=forms.TextInput(attrs={"type": "month"})
    )
    operation = forms.CharField(
        label=gettext_lazy("operation"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Its code; with its phases."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("events"),
        required=False,
        choices=[("", gettext_lazy("all")), *EventKind.choices],
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader

    def clean_month(self) -> datetime.date:
        text = self.cleaned_data["month"]
        try:
            day = datetime.datetime.strptime(text, "%Y-%m").replace(tzinfo=datetime.UTC).date()
        except ValueError:
            if text:
                raise forms.ValidationError(_("Write the month as 2026-11.")) from None
            return timezone.localdate().replace(day=1)
        if not YEARS[0] <= day.year < YEARS[1]:
            raise forms.ValidationError(_("Choose a year from 1900 to 2199."))
        return day

    def clean_operation(self) -> str:
        code = self.cleaned_data["operation"].strip().upper()
        if code and not Operation.objects.visible_to(self.reader).filter(code=code).exists():
            raise forms.ValidationError(_("There is no operation “%(code)s”.") % {"code": code})
        return str(code)

    @property
    def first(self) -> datetime.date:
        found = self.cleaned_data.get("month")
        return found or timezone.localdate().replace(day=1)

    @property
    def narrowed(self) -> Narrowed:
        return Narrowed(self.reader, self.cleaned_data.get("operation") or "")

    @property
    def kinds(self) -> list[str]:
        kind = self.cleaned_data.get("kind")
        return [kind] if kind else list(EventKind.values)
