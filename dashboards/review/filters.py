"""Filters of the queue, for records of both kinds."""

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from common.db.folding import Folded
from common.forms.fields import choices_field
from measures import formats
from measures.models import Measure
from operations.models import Assignment, Operation, Outcome, ReviewedQuerySet
from seizures.models import SeizedItem

AGES = (1, 7, 30)
# In thousands of the reporting currency.
SIZES = (10, 100, 1000)
ASSIGNED = [("", _("anybody or nobody")), ("me", _("me")), ("nobody", _("nobody")), ("others", _("others"))]
WARNINGS = [("", _("with and without")), ("some", _("with a warning")), ("none", _("without a warning"))]


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

    size = forms.TypedChoiceField(label=_("Value"), coerce=int, empty_value=None, required=False)
    warnings = forms.ChoiceField(label=_("Warnings"), choices=WARNINGS, required=False)
    assigned = forms.ChoiceField(label=_("Assigned to"), choices=ASSIGNED, required=False)
    since = forms.ChoiceField(
        label=_("Submitted"),
        choices=[("", _("at any time")), ("visit", _("since your last visit"))],
        required=False,
    )
    level = forms.TypedChoiceField(
        label=_("Waits to be"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("confirmed or verified")), (1, _("confirmed first")), (2, _("verified"))],
    )

    def __init__(
        self, *args: Any, reader: User, visited: datetime.datetime | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.reader, self.visited = reader, visited
        operations: Any = self.fields["operation"]
        operations.queryset = Operation.objects.visible_to(reader).order_by(Folded("name"), "name")
        days = [(age, ngettext("more than %d day", "more than %d days", age) % age) for age in AGES]
        choices_field(self, "age").choices = [("", _("However long")), *days]
        sizes = [(size, _at_least(size)) for size in SIZES]
        choices_field(self, "size").choices = [("", _("However large")), *sizes]

    @property
    def wants_warnings(self) -> bool | None:
        """Whether only records with warnings are wanted, or only those without; None for both."""
        return {"some": True, "none": False}.get(self.given.get("warnings", ""))

    @property
    def given(self) -> dict[str, Any]:
        return self.cleaned_data if self.is_valid() or hasattr(self, "cleaned_data") else {}

    def narrow(self, records: ReviewedQuerySet) -> ReviewedQuerySet:
        """The records that pass the filters; an operation includes its phases, and a measure those below it."""
        given = self.given
        records = self._assigned(records, given.get("assigned", ""))
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
        if size := given.get("size"):
            records = records.filter(_worth(records.model, size * 1000))
        if given.get("since") and self.visited:
            records = records.filter(submitted_at__gte=self.visited)
        return records

    def _assigned(self, records: ReviewedQuerySet, to: str) -> ReviewedQuerySet:
        assigned = Assignment.objects.filter(record=OuterRef("pk"))
        mine = assigned.filter(reviewer=self.reader)
        if to == "me":
            return records.filter(Exists(mine))
        if to == "others":
            return records.filter(Exists(assigned), ~Exists(mine))
        return records.filter(~Exists(assigned)) if to == "nobody" else records


def _at_least(thousands: int) -> str:
    amount = formats.money(Decimal(thousands * 1000), settings.REPORTING_CURRENCY)
    return gettext("%(amount)s and more") % {"amount": amount}


def _worth(model: Any, least: int) -> Q:
    """Records whose amounts are worth at least so much in the reporting currency."""
    if model is Outcome:
        return Q(value__gte=least)
    items = SeizedItem.objects.filter(seizure=OuterRef("pk")).order_by().values("seizure")
    return Q(Exists(items.annotate(worth=Sum("value")).filter(worth__gte=least)))


def _of_measure(model: Any, measure: Measure) -> Q:
    below = Measure.objects.within(measure.code).values("pk")
    if model is Outcome:
        return Q(measure__in=below)
    return Q(Exists(SeizedItem.objects.filter(seizure=OuterRef("pk"), measure__in=below)))
