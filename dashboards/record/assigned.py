"""Whom a record waits for, on its page and in its history."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from agencies.models import User
from operations.history import ACTIONS, Actors, HistoryEntry
from operations.models import Assignment, ReviewedRecord
from operations.versions import Detail, FieldChange
from records.assigning import assignments_of, may_assign, reviewers_offered_to, waits_too_long
from records.rules import why_refused


def assignment_context(record: ReviewedRecord, by: User, *, inside: bool) -> dict[str, Any]:
    """Whom the record waits for, for readers inside it; and those to whom the reader may assign it."""
    may = inside and not why_refused(may_assign, record, by)
    return {
        "assigned": assignments_of([record]).get(record.pk) if inside else None,
        "assigns": may,
        "assignable": reviewers_offered_to(by, record) if may else [],
        "too_long": inside and waits_too_long(record),
        "escalates_after": settings.REVIEW_ESCALATES_AFTER_DAYS,
    }


def assignment_history(record: ReviewedRecord, *, most: int) -> list[HistoryEntry]:
    """The latest assignments of a record, newest first; for readers inside it."""
    events = Assignment.pgh_event_model.objects.filter(record=record.pk)  # type: ignore[attr-defined]  # pghistory adds it
    rows = list(events.select_related("pgh_context", "reviewer").order_by("-pgh_id")[:most])
    actors = Actors(rows, inside=True)
    return [_entry(row, actors) for row in rows]


def _entry(row: Any, actors: Actors) -> HistoryEntry:
    action, who, reason = actors.act_of(row)
    label = str(_("Assigned to"))
    after = None if row.pgh_label == "delete" else Detail(label, str(row.reviewer))
    before = Detail(label, str(row.reviewer)) if after is None else None
    change = FieldChange(label, before, after)
    return HistoryEntry(row.pgh_created_at, str(ACTIONS.get(action, action)), who, reason, [change])
