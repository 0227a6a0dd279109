"""What happened to a record, newest first, as the database's own history tells it."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from operations.models import State
from operations.versions import Change, Fact, fact_of

ACTIONS: dict[str, str | Promise] = {
    "entered": _("Entered"),
    "edited": _("Edited"),
    "submitted": _("Submitted for review"),
    "verified": _("Verified"),
    "returned": _("Returned to its author"),
    "withdrawn": _("Withdrawn"),
    "superseded": _("Superseded by an amendment"),
    "amended": _("Opened as an amendment"),
    "discarded": _("Discarded"),
    "imported": _("Imported"),
    "phase accepted": _("Taken as a phase"),
    "phase declined": _("Not taken as a phase"),
    "participation recorded": _("Participation recorded"),
    "participation removed": _("Participation removed"),
    "disposition recorded": _("Disposition recorded"),
}
LABELS: dict[str, str | Promise] = {"insert": _("Entered"), "update": _("Edited"), "delete": _("Deleted")}
# Kept by the machine; a change of them says nothing to a person.
UNTOLD = {
    "version",
    "authors",
    "last_edited_at",
    "last_edited_by",
    "submitted_at",
    "verified_at",
    "verified_by",
    "state",
    "state_reason",
}
DATE = {"date_from", "date_to", "date_precision"}
Tell = Callable[[Any, str], Fact]
# More events of a record's parts than this are not looked through for a page.
MOST_OF_PARTS = 1000


@dataclass(frozen=True)
class Happening:
    at: datetime.datetime
    what: str
    who: str = ""
    reason: str = ""
    changes: list[Change] = field(default_factory=list)

    @property
    def changed(self) -> list[str]:
        """The names of what differs, as a person calls it."""
        return list(dict.fromkeys(change.what for change in self.changes))


@dataclass(frozen=True)
class Part:
    """A model whose rows belong to a record: `path` leads to it, `tells` says a row of its history in one fact."""

    model: type[models.Model]
    path: str
    tells: Callable[[Any], Fact]
    shows: tuple[str, ...] = ()


def history_of(
    record: models.Model, *, most: int = 50, parts: Sequence[Part] = (), tell: Tell = fact_of
) -> list[Happening]:
    """The latest changes of one row of a tracked model and of its parts, in one query and one for each part.

    `tell` says a field of a row of history, and may withhold what it says.
    """
    events = type(record).pgh_event_model.objects.filter(pgh_obj=record.pk)  # type: ignore[attr-defined]
    related = [row.name for row in record._meta.concrete_fields if row.is_relation and row.name not in UNTOLD]
    # One more than is shown, so that the oldest one shown still has one before it to be compared with.
    rows = list(events.select_related("pgh_context", *related).order_by("-pgh_id")[: most + 1])
    told = list(_told(record, rows, tell))[:most]
    beside: dict[datetime.datetime, list[Change]] = {}
    for part in parts:
        for at, changes in _of_parts(part, record).items():
            beside.setdefault(at, []).extend(changes)
    # What was saved together has one time; of several steps then, the first is the one that brought it.
    together = [replace(each, changes=each.changes + beside.pop(each.at, [])) for each in reversed(told)]
    return together[::-1]


def _told(record: models.Model, rows: list[Any], tell: Tell) -> Iterator[Happening]:
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        context = row.pgh_context.metadata if row.pgh_context else {}
        moved = getattr(row, "state", None) != getattr(before, "state", None) if before else False
        yield Happening(
            at=row.pgh_created_at,
            what=_what(row, context.get("action", ""), moved=moved),
            who=context.get("username", ""),
            reason=row.state_reason if moved else context.get("reason", ""),
            changes=_changes(record, before, row, tell) if before else [],
        )


def _what(row: Any, action: str, *, moved: bool) -> str:
    """By the record itself where it can tell: one request may save and submit, and has one action to its name."""
    if moved:
        return str(ACTIONS.get(row.state, row.state))
    told = ACTIONS.get(action) if action not in State.values else None
    return str(told or LABELS.get(row.pgh_label, row.pgh_label))


def _changes(record: models.Model, before: Any, row: Any, tell: Tell) -> list[Change]:
    names = dict.fromkeys(
        "date" if field.name in DATE else field.name
        for field in record._meta.concrete_fields
        if field.name not in UNTOLD and hasattr(row, field.attname)
    )
    changes = [Change(fact_of(row, name).label, tell(before, name), tell(row, name)) for name in names]
    return [change for change in changes if change.changed]


def _of_parts(part: Part, record: models.Model) -> dict[datetime.datetime, list[Change]]:
    events = part.model.pgh_event_model.objects.filter(**{part.path: record.pk})  # type: ignore[attr-defined]
    newest = events.select_related(*part.shows).order_by("-pgh_id")[:MOST_OF_PARTS]
    latest: dict[Any, Fact] = {}
    found: dict[datetime.datetime, list[Change]] = {}
    for row in reversed(newest):
        old, new = latest.get(row.pgh_obj_id), None if row.pgh_label == "delete" else part.tells(row)
        shown = new or old or part.tells(row)
        change = Change(shown.label, old, new)
        if new:
            latest[row.pgh_obj_id] = new
        if change.changed:
            found.setdefault(row.pgh_created_at, []).append(change)
    return found
