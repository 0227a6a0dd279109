"""Filters of the queue, for records of both kinds."""

import datetime
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agencies.models import Agency, User
from common.db.folding import Folded
from measures.models import Measure
from operations.models import Operation, Outcome, ReviewedQuerySet
from seizures.models import SeizedItem

AGES = (1, 7, 30)


def _code(queryset: Any, label: Any, every: Any) -> forms.ModelChoiceField[Any]:
    return forms.ModelChoiceField(
        queryset=queryset, to_field_name="code", label=label, empty_label=every, required=False
    )


class ReviewFilterForm(forms.Form):
    """The filters of the queue. A value that cannot be parsed filters nothing, and has its error beside the field."""

    operation = _code(Operation.objects.none(), _("Operation"), _("All operations"))
    agency = _code(Agency.objects.all(), _("Recorded by"), _("All agencies"))
    measure = _code(Measure.objects.exclude(kind=Measure.Kind.STATED), _("Measure"), _("All measures"))
    age = forms.TypedChoiceField(label=_("Waiting"), coerce=int, empty_value=None, required=False)

    level = forms.TypedChoiceField(
        label=_("Waits to be"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("confirmed or verified")), (1, _("confirmed first")), (2, _("verified"))],
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = reader
        operations: Any = self.fields["operation"]
        operations.queryset = Operation.objects.visible_to(reader).order_by(Folded("name"), "name")
        days = [(age, ngettext("more than %d day", "more than %d days", age) % age) for age in AGES]
        self.fields["age"].choices = [("", _("However long")), *days]  # type: ignore[attr-defined]  # a field of choices

    def narrow(self, records: ReviewedQuerySet) -> ReviewedQuerySet:
        """The records that pass the filters; an operation includes its phases, and a measure those below it."""
        given = self.cleaned_data if self.is_valid() or hasattr(self, "cleaned_data") else {}
        if operation := given.get("operation"):
            phases = Operation.objects.visible_to(self.reader).filter(parent=operation).values("pk")
            records = records.filter(Q(operation=operation) | Q(operation__in=phases))
        if agency := given.get("agency"):
            records = records.filter(owner=agency)
        if measure := given.get("measure"):
            records = records.filter(_of_measure(records.model, measure))
        if level := given.get("level"):
            first = records.at_level(1)
            records = records.filter(first) if level == 1 else records.exclude(first)
        if age := given.get("age"):
            records = records.filter(submitted_at__lt=timezone.now() - datetime.timedelta(days=age))
        return records


def _of_measure(model: Any, measure: Measure) -> Q:
    below = Measure.objects.within(measure.code).values("pk")
    if model is Outcome:
        return Q(measure__in=below)
    return Q(Exists(SeizedItem.objects.filter(seizure=OuterRef("pk"), measure__in=below)))
