"""The history of a record, newest first, from the events that the database's triggers have written."""

import datetime
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress, pairwise, zip_longest
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from operations.discretion import Discretion
from operations.models import State
from operations.past import readable
from operations.versions import Detail, FieldChange

ACTIONS: dict[str, str | Promise] = {
    "entered": _("Entered"),
    "edited": _("Edited"),
    "submitted": _("Submitted for review"),
    "taken back": _("Taken back by its author"),
    "review begun": _("Review begun"),
    "assigned": _("Assigned to a reviewer"),
    "unassigned": _("Assigned to nobody any more"),
    "confirmed": _("Confirmed by the recording agency"),
    "verified": _("Verified"),
    "returned": _("Returned to its author"),
    "withdrawn": _("Withdrawn"),
    "superseded": _("Superseded by an amendment"),
    "marking raised": _("Marked up"),
    "amended": _("Opened as an amendment"),
    "discarded": _("Discarded"),
    "imported": _("Imported"),
    "revoked": _("Revoked"),
    "limited": _("Limited"),
    "deleted": _("Deleted"),
    "acceptance given": _("Accepted by those whom it names"),
    "objected": _("Objected to"),
    "phase accepted": _("Taken as a phase"),
    "phase declined": _("Not taken as a phase"),
    "participation recorded": _("Participation recorded"),
    "participation removed": _("Participation removed"),
    "found the same": _("Found to be the same as another record"),
    "found another": _("Found not to be the same as another record"),
    "file attached": _("File attached"),
    "file removed": _("File removed"),
    "plan recorded": _("Plan recorded"),
    "plan copied": _("Plan copied from another operation"),
    "target recorded": _("Target recorded"),
    "target removed": _("Target removed"),
    "nothing reported": _("Stated that there is nothing to report"),
    "statement taken back": _("Took back that there is nothing to report"),
    "reminded": _("Reminded"),
    "period closed": _("Period closed"),
    "period reopened": _("Period opened again"),
    "disposition recorded": _("Disposition recorded"),
    "disposition changed": _("Disposition changed"),
    "disposition removed": _("Disposition removed"),
}
LABELS: dict[str, str | Promise] = {
    "insert": _("Entered"),
    "update": _("Edited"),
    "delete": _("Deleted"),
    "password": _("Password set"),
}
# Kept by the machine; a change of them says nothing to a person.
SYSTEM_FIELDS = {
    "version",
    "created_by",
    "authors",
    "last_edited_at",
    "last_edited_by",
    "submitted_at",
    "reviewer",
    "confirmed_at",
    "confirmed_by",
    "verified_at",
    "verified_by",
    "state",
    "state_reason",
    "late_reason",
}
Span = tuple[datetime.datetime, datetime.datetime | None]
DATE = {"date_from", "date_to", "date_precision"}
# More events of a record's parts than this are not looked through for a page.
MOST_OF_PARTS = 1000


@dataclass(frozen=True)
class HistoryEntry:
    at: datetime.datetime
    what: str
    who: str = ""
    reason: str = ""
    changes: list[FieldChange] = field(default_factory=list)

    @property
    def changed(self) -> list[str]:
        """The labels of the fields that differ."""
        return list(dict.fromkeys(change.what for change in self.changes))


@dataclass(frozen=True)
class HistoryPart:
    """A model whose rows belong to a record by the relation `path`; `detail` renders an event of a row."""

    model: type[models.Model]
    path: str
    detail: Callable[[Any], Detail]
    shows: tuple[str, ...] = ()

    def events(self, record: models.Model) -> list[Any]:
        """The events of the record's rows, oldest first."""
        events = self.model.pgh_event_model.objects.filter(**{self.path: record.pk})  # type: ignore[attr-defined]  # pghistory adds it
        if self.shows:
            # Without names it would join every relation, and lose rows whose related rows are deleted.
            events = events.select_related(*self.shows)
        return list(events.order_by("-pgh_id")[:MOST_OF_PARTS])[::-1]


def history_of(
    record: models.Model, discretion: Discretion, *, most: int = 50, parts: Sequence[HistoryPart] = ()
) -> list[HistoryEntry]:
    """The latest changes of one row of a tracked model and of its parts, as far as the reader may see them.

    Versions that the reader could not have read in their time are skipped: the next is compared with the last
    readable one. The number of queries depends neither on the number of versions nor on that of parts.
    """
    events = type(record).pgh_event_model.objects.filter(pgh_obj=record.pk)  # type: ignore[attr-defined]  # pghistory adds it
    related = [
        row.name for row in record._meta.concrete_fields if row.is_relation and row.name not in SYSTEM_FIELDS
    ]
    # One more than is shown, so that the oldest one shown still has one before it to be compared with.
    rows = list(events.select_related("pgh_context", *related).order_by("-pgh_id")[: most + 1])
    could_read, began_at = readable(record, rows, discretion), [row.pgh_created_at for row in rows]
    seen = list(compress(rows, could_read))
    spans = list(compress(zip(began_at, [None, *began_at], strict=False), could_read))
    discretion.look_up_relations(seen)
    builder = _EntryBuilder(record, discretion, rows)
    entries = [builder.of(row, before) for row, before in zip_longest(seen, seen[1:])]
    began = bool(rows) and seen[-1:] == rows[-1:] and len(rows) <= most
    for part in parts:
        found = part.events(record)
        discretion.look_up_relations(found)
        for entry, changes in zip(entries, _differences(part, found, spans, began=began), strict=True):
            entry.changes.extend(changes)
    return entries[:most]


class _EntryBuilder:
    """Makes the entry of a version, which shows how it differs from the readable version before it."""

    def __init__(self, record: models.Model, discretion: Discretion, rows: list[Any]) -> None:
        self.discretion, self.inside = discretion, discretion.is_inside(record)
        self.columns = {
            "date" if field.name in DATE else field.name: field.attname
            for field in record._meta.concrete_fields
            if field.name not in SYSTEM_FIELDS
        }
        self.states = {row.pgh_id: getattr(row, "state", None) for row in rows}
        self.previous = {row.pgh_id: earlier.pgh_id for row, earlier in pairwise(rows)}
        self.actors = Actors(rows, inside=self.inside)

    def of(self, row: Any, before: Any) -> HistoryEntry:
        act, who, reason = self.actors.act_of(row)
        moved = (
            row.pgh_id in self.previous and self.states[row.pgh_id] != self.states[self.previous[row.pgh_id]]
        )
        if moved and self.inside:
            reason = row.state_reason
        return HistoryEntry(
            at=row.pgh_created_at,
            what=_what(row, act, moved=moved),
            who=who,
            reason=reason,
            changes=self._changes(before, row) if before else [],
        )

    def _changes(self, before: Any, row: Any) -> list[FieldChange]:
        names = [name for name, column in self.columns.items() if hasattr(row, column)]
        facts = [
            [self.discretion.fact(each, name, inside=self.inside) for each in (before, row)] for name in names
        ]
        changes = [FieldChange(new.label, old, new) for old, new in facts]
        return [change for change in changes if change.changed]


class Actors:
    """The actor and reason of each event; a reader outside the record sees only the agency."""

    def __init__(self, rows: Iterable[Any], *, inside: bool) -> None:
        self.inside = inside
        people: set[Any] = set() if inside else {_metadata(row).get("user") for row in rows} - {None}
        working = User.objects.filter(pk__in=people, agency__isnull=False) if people else User.objects.none()
        self.agencies: dict[Any, str] = dict(working.values_list("pk", "agency__code"))

    def act_of(self, row: Any) -> tuple[str, str, str]:
        """The action, its actor, and the reason."""
        metadata = _metadata(row)
        action = metadata.get("action", "")
        if not self.inside:
            return action, self.agencies.get(metadata.get("user"), ""), ""
        return action, metadata.get("username", ""), metadata.get("reason", "")


def _metadata(row: Any) -> dict[str, Any]:
    return row.pgh_context.metadata if row.pgh_context else {}


def _what(row: Any, action: str, *, moved: bool) -> str:
    """The label of a change: the new state if it has changed, else the action.

    One request may save and submit, but has only the action of the first.
    """
    if moved:
        return str(ACTIONS.get(row.state, row.state))
    label = ACTIONS.get(action) if action not in State.values else None
    return str(label or LABELS.get(row.pgh_label, row.pgh_label))


def named_readers(model: Any, path: str) -> HistoryPart:
    """The named readers of a record as parts of its history.

    `model` is the table between; `path` leads to the record.
    """
    names: dict[int, str] = {}

    def detail(row: Any) -> Detail:
        if row.user_id not in names:
            names[row.user_id] = str(User.objects.filter(pk=row.user_id).first() or row.user_id)
        return Detail(str(_("Named reader")), names[row.user_id])

    return HistoryPart(model, path, detail)


def _differences(
    part: HistoryPart, events: list[Any], spans: list[Span], *, began: bool
) -> list[list[FieldChange]]:
    """The differences between the parts of each version and the version before it, newest first.

    A version has the parts that existed in its time span. `began` means that the oldest version is the first one: all
    its parts are new.
    """
    pending, latest = deque(events), dict[Any, Detail]()
    found: list[list[FieldChange]] = []
    for since, until in reversed(spans):
        before, touched = dict(latest), dict[Any, str]()
        while pending and (
            until is None or pending[0].pgh_created_at < until or pending[0].pgh_created_at <= since
        ):
            row = pending.popleft()
            fact = part.detail(row)
            touched[row.pgh_obj_id] = fact.label
            if row.pgh_label == "delete":
                latest.pop(row.pgh_obj_id, None)
            else:
                latest[row.pgh_obj_id] = fact
        changes = [FieldChange(label, before.get(pk), latest.get(pk)) for pk, label in touched.items()]
        found.append([change for change in changes if change.changed] if found or began else [])
    return found[::-1]
