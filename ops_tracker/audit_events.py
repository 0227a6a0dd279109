"""The events of the audit trail that a reader asks for: of a person, in a span of days, of a record, of a kind."""

import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.apps import apps
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from pghistory.models import Events

from agencies.models import User
from common.forms.dates import DayField
from common.forms.fields import choices_field
from operations.history import LABELS
from operations.models import Operation, Outcome
from ops_tracker.event_access import tracked
from seizures.models import Seizure

ORDER = ("-pgh_created_at", "-pgh_id", "pgh_slug")


class AuditForm(forms.Form):
    """The filters of the trail. One that cannot be parsed finds nothing, and has its error beside the field."""

    person = forms.CharField(label=_("Person"), required=False, max_length=150)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    record = forms.CharField(
        label=_("Record"), required=False, max_length=80, help_text=_("A reference, a code or an id")
    )
    kind = forms.ChoiceField(label=_("Kind of object"), required=False)
    change = forms.ChoiceField(label=_("Change"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted(((label, kind_label(label)) for label in tracked()), key=lambda pair: pair[1])
        choices_field(self, "kind").choices = [("", _("Every kind")), *kinds]
        choices_field(self, "change").choices = [("", _("Every change")), *LABELS.items()]
        for name, sample in (("since", "2026-11-01"), ("until", "2026-11-30")):
            self.fields[name].widget.attrs["placeholder"] = sample


def find_events(given: dict[str, Any], reader: User) -> Any:
    """The events, newest first. What a row was before and after is left out."""
    events: Any = Events.objects.all()
    if event := tracked().get(given.get("kind") or ""):
        events = events.across(event)
    if name := given.get("person"):
        events = events.filter(_by(name))
    if day := given.get("since"):
        events = events.filter(pgh_created_at__gte=_begin(day))
    if day := given.get("until"):
        events = events.filter(pgh_created_at__lte=_end(day))
    if text := given.get("record"):
        events = events.filter(pgh_obj_id__in=_ids(text, reader))
    if change := given.get("change"):
        events = events.filter(pgh_label=change)
    return events.defer("pgh_data", "pgh_diff").order_by(*ORDER)


def kind_label(label: str) -> str:
    return capfirst(str(apps.get_model(label)._meta.verbose_name))


def _by(name: str) -> Q:
    """Older events have only the id of the account."""
    account = User.objects.filter(username=name).values_list("pk", flat=True).first()
    by_id = Q(pgh_context__username__isnull=True, pgh_context__user=account) if account else Q()
    return Q(pgh_context__username=name) | by_id


def _end(day: datetime.date) -> datetime.datetime:
    """The last moment of the day: the one after the last there is has none."""
    return datetime.datetime.combine(day, datetime.time.max, datetime.UTC)


def _begin(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time.min, datetime.UTC)


def _ids(text: str, reader: User) -> list[str]:
    """The ids that the text names: itself, and those of rows that the reader may see by reference or code."""
    found = [text]
    for model in (Seizure, Outcome):
        visible = model.objects.visible_to(reader).filter(reference=text)
        found += [str(pk) for pk in visible.values_list("pk", flat=True)]
    operations = Operation.objects.visible_to(reader).filter(code=text)
    found += [str(pk) for pk in operations.values_list("pk", flat=True)]
    try:
        return [*found, str(UUID(text))]
    except ValueError:
        return found
