"""What happened to a record, newest first, as the database's own history tells it."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, str | Promise] = {
    "entered": _("Entered"),
    "edited": _("Edited"),
    "submitted": _("Submitted for review"),
    "verified": _("Verified"),
    "returned": _("Returned to its author"),
    "withdrawn": _("Withdrawn"),
    "superseded": _("Superseded by an amendment"),
    "amended": _("Opened as an amendment"),
    "imported": _("Imported"),
    "participation recorded": _("Participation recorded"),
    "participation removed": _("Participation removed"),
    "disposition recorded": _("Disposition recorded"),
}
LABELS: dict[str, str | Promise] = {"insert": _("Entered"), "update": _("Changed"), "delete": _("Deleted")}
# Kept by the machine; a change of them says nothing to a person.
UNTOLD = {
    "version",
    "last_edited_at",
    "last_edited_by",
    "submitted_at",
    "verified_at",
    "verified_by",
    "state",
    "state_reason",
}


@dataclass(frozen=True)
class Happening:
    at: datetime.datetime
    what: str
    who: str = ""
    reason: str = ""
    changed: list[str] = field(default_factory=list)


def history_of(record: models.Model, *, most: int = 50) -> list[Happening]:
    """The latest changes of one row of a tracked model, in two queries."""
    events = type(record).pgh_event_model.objects.filter(pgh_obj=record.pk).select_related("pgh_context")  # type: ignore[attr-defined]
    # One more than is shown, so that the oldest one shown still has one before it to be compared with.
    rows = list(events.order_by("-pgh_id")[: most + 1])
    return list(_told(record, rows))[:most]


def _told(record: models.Model, rows: list[Any]) -> Iterator[Happening]:
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        context = row.pgh_context.metadata if row.pgh_context else {}
        action = context.get("action", "")
        yield Happening(
            at=row.pgh_created_at,
            what=str(ACTIONS.get(action) or LABELS.get(row.pgh_label, row.pgh_label)),
            who=context.get("username", ""),
            reason=context.get("reason", ""),
            changed=_changed(record, before, row) if before else [],
        )


def _changed(record: models.Model, before: Any, row: Any) -> list[str]:
    """The names of the fields that differ, as a person calls them."""
    return [
        capfirst(str(field.verbose_name))
        for field in record._meta.concrete_fields
        if field.name not in UNTOLD
        and hasattr(row, field.attname)
        and getattr(before, field.attname) != getattr(row, field.attname)
    ]
