"""Access to events of marked rows: those that a reader of the audit trail may read, and which of their fields."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from pghistory import core

from agencies.models import User
from operations.attachments import hidden_attachments
from operations.discretion import INNER, Discretion
from operations.models import Operation, Outcome, Source
from operations.past import readable_versions
from seizures.models import Seizure

# The records whose marking decides, and the column that leads to them.
ABOVE: dict[str, tuple[str, tuple[Any, ...]]] = {
    "operations.Operation": ("id", (Operation,)),
    "operations.Outcome": ("id", (Outcome,)),
    "operations.Source": ("id", (Source,)),
    "seizures.Seizure": ("id", (Seizure,)),
    "operations.Participation": ("operation_id", (Operation,)),
    "operations.Claim": ("operation_id", (Operation,)),
    "operations.Indicator": ("operation_id", (Operation,)),
    "operations.Plan": ("operation_id", (Operation,)),
    "operations.Target": ("operation_id", (Operation,)),
    "operations.Closing": ("operation_id", (Operation,)),
    "operations.NothingReported": ("operation_id", (Operation,)),
    "operations.Reminder": ("operation_id", (Operation,)),
    "operations.Assignment": ("record", (Seizure, Outcome)),
    "operations.OperationInstrument": ("operation_id", (Operation,)),
    "operations.Comment": ("record", (Seizure, Outcome)),
    "seizures.SeizedItem": ("seizure_id", (Seizure,)),
    "seizures.Credit": ("seizure_id", (Seizure,)),
    "operations.OutcomeCredit": ("outcome_id", (Outcome,)),
    "operations.OutcomeSource": ("outcome_id", (Outcome,)),
    "operations.OutcomePersons": ("outcome_id", (Outcome,)),
    "seizures.SeizureSource": ("seizure_id", (Seizure,)),
    "operations.OperationAttachment": ("operation_id", (Operation,)),
    "operations.OutcomeAttachment": ("outcome_id", (Outcome,)),
    "operations.SourceAttachment": ("source_id", (Source,)),
    "seizures.SeizureAttachment": ("seizure_id", (Seizure,)),
    "seizures.Disposition": ("item__seizure_id", (Seizure,)),
    "operations.OperationReader": ("operation_id", (Operation,)),
    "operations.OutcomeReader": ("outcome_id", (Outcome,)),
    "operations.SourceReader": ("source_id", (Source,)),
    "seizures.SeizureReader": ("seizure_id", (Seizure,)),
}
# Rows that name a reader of a record.
NAMING = {label for label in ABOVE if label.endswith("Reader")}
# Rows that quote a source: who may not read that, reads nothing of them.
QUOTING = ("operations.OutcomeSource", "seizures.SeizureSource")
# Rows with a marking of their own.
STRICTER = {label for label in ABOVE if label.endswith("Attachment")}
# Rows that only those inside the record read.
INSIDE = {
    *NAMING,
    "operations.NothingReported",
    "operations.Reminder",
    "operations.Assignment",
    "operations.Comment",
    "operations.OutcomeCredit",
    "seizures.Credit",
}


@dataclass(frozen=True)
class EventAccess:
    """The parts of an event that a reader may read, of a record that they may see today."""

    record: str
    # The version of the record that the event made, or in which its row was written.
    readable: bool
    inside: bool


def tracked() -> dict[str, Any]:
    """The event model of each tracked model, by the model's label."""
    models: Any = core.event_models()
    return {event.pgh_tracked_model._meta.label: event for event in models}


def access_to(label: str, ids: Iterable[int], discretion: Discretion) -> dict[int, EventAccess]:
    """The access to those of the events whose record the reader may see today, by id, in a fixed number of queries."""
    column, models = ABOVE[label]
    events, found = tracked()[label].objects.filter(pgh_id__in=set(ids)), dict[int, EventAccess]()
    for model in models:
        found |= _access_within(model, events, column, discretion)
    if label in QUOTING:
        quoted = dict(events.values_list("pgh_id", "source_id"))
        hidden = discretion.hidden(Source, quoted.values())
        found = {
            pk: replace(one, readable=one.readable and quoted[pk] not in hidden) for pk, one in found.items()
        }
    if label in STRICTER:
        unknown = hidden_attachments(events, discretion)
        found = {pk: replace(one, readable=one.readable and pk not in unknown) for pk, one in found.items()}
    if label in INSIDE:
        return {pk: replace(one, readable=one.readable and one.inside) for pk, one in found.items()}
    return found


def _access_within(
    model: Any, events: QuerySet[Any], column: str, discretion: Discretion
) -> dict[int, EventAccess]:
    rows = list(events.values_list("pgh_id", column, _version(model, events, column)))
    visible = model._default_manager.visible_to(discretion.reader).in_bulk({pk for _id, pk, _version in rows})
    inside = discretion.inside(visible.values())
    readable = readable_versions(model, {version for _id, _pk, version in rows}, discretion)
    return {
        pgh_id: EventAccess(str(visible[pk]), version in readable, pk in inside)
        for pgh_id, pk, version in rows
        if pk in visible
    }


def _version(model: Any, events: QuerySet[Any], column: str) -> Any:
    """The event that is the version of the record; for one of its rows, the version that was current."""
    versions = model.pgh_event_model
    if events.model is versions:
        return F("pgh_id")
    earlier = versions.objects.filter(
        pgh_obj_id=OuterRef(column), pgh_created_at__lte=OuterRef("pgh_created_at")
    )
    return Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1])


def event_content(event: Any, discretion: Discretion) -> dict[str, list[Any]]:
    """The fields of an event that the reader may read, with the value before, if it is another, and after."""
    changed = event.pgh_diff if event.pgh_diff is not None and _may_compare(event, discretion) else None
    values = changed or {
        name: [value] for name, value in (event.pgh_data or {}).items() if value not in (None, "")
    }
    if event.pgh_obj_model not in ABOVE:
        return dict(values)
    fields = {field.column: field for field in tracked()[event.pgh_obj_model]._meta.concrete_fields}
    return {
        name: [_shown(fields[name], value, discretion) for value in both]
        for name, both in values.items()
        if event.inside or not (name in (*INNER, "authors") or fields[name].related_model is User)
    }


def _may_compare(event: Any, discretion: Discretion) -> bool:
    """Whether the reader may read the version before, too."""
    label = event.pgh_obj_model
    if label not in ABOVE:
        return True
    earlier = tracked()[label].objects.filter(pgh_obj_id=event.pgh_obj_id, pgh_id__lt=event.pgh_id)
    before = earlier.order_by("-pgh_id").values_list("pgh_id", flat=True)[:1]
    return all(access.readable for access in access_to(label, before, discretion).values())


def _shown(field: Any, value: Any, discretion: Discretion) -> Any:
    model = field.related_model
    if value is None or model is None or not hasattr(model._default_manager, "visible_to"):
        return value
    return value if discretion.may_name(model, value) else _("withheld")
