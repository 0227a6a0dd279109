"""Versions of a record that a reader could have read: both the rights of that time and those of today must allow it."""

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery

from operations.discretion import Discretion
from operations.models import Operation, Participation, State
from operations.sharing import OPEN, Marking

# More versions of a record than this are not looked through.
MOST = 1000
Instant = datetime.datetime | None  # None is today


class _Then(NamedTuple):
    """The marking and owner of an operation from an instant on."""

    at: datetime.datetime
    marking: str
    owner_id: int


class Past:
    """The past of records of one model. `rows` are events, in any order; the number of queries is fixed."""

    def __init__(self, model: Any, rows: Iterable[Any], discretion: Discretion) -> None:
        self.model, self.rows, self.discretion = model, list(rows), discretion
        self.agency, self.user = discretion.reader.agency_id, discretion.reader.user_id
        # An operation is marked by itself, and a record within one.
        self.of_operations = issubclass(model, Operation)
        self.column = "pgh_obj_id" if self.of_operations else "operation_id"
        discretion.look_up(Operation, self._ids)

    def could_read(self, row: Any, until: Instant) -> bool:
        """Whether the reader could have read the version at some moment before the next one, and could today."""
        if self._is_own(_owner_of(row)) and row.marking != Marking.RED:
            return True
        moments = [row.pgh_created_at, *self._turns(row, until)]
        return self._allows(row, None) and any(self._allows(row, at) for at in moments)

    def _allows(self, row: Any, at: Instant) -> bool:
        operation, owner = self._operation_of(row), _owner_of(row)
        # What a source states has no marking of its own, and its operation's.
        if marking := getattr(row, "marking", ""):
            named = marking == Marking.RED and row.pgh_obj_id in self._named
            if not self._marking_allows(marking, owner, operation, at, named=named):
                return False
        if self.of_operations or self._is_own(owner):
            return True
        return not _stays_inside(row) and (operation is None or self._saw_operation(operation, at))

    def _operation_of(self, row: Any) -> Any:
        return getattr(row, self.column, None)

    def _marking_allows(
        self, marking: str, owner_id: int | None, operation: Any, at: Instant, *, named: bool
    ) -> bool:
        if marking in OPEN:
            return True
        if marking == Marking.RED:
            return named
        return self._is_own(owner_id) or (marking == Marking.AMBER and self._took_part(operation, at))

    def _is_own(self, owner_id: int | None) -> bool:
        return self.agency is not None and owner_id == self.agency

    @cached_property
    def _named(self) -> set[Any]:
        """The ids of the records in which the reader is named."""
        if self.user is None:
            return set()
        column = self.model._meta.model_name
        named = self.model.readers.through.objects.filter(user=self.user)
        ids = {row.pgh_obj_id for row in self.rows}
        return set(named.filter(**{f"{column}__in": ids}).values_list(column, flat=True))

    def _saw_operation(self, pk: Any, at: Instant) -> bool:
        visible = self.discretion.may_name(Operation, pk)
        then = self._operation(pk, at) if at else None
        if then is None:
            return visible
        # Who was named then, is named today.
        return self._marking_allows(then.marking, then.owner_id, pk, at, named=visible)

    def _took_part(self, pk: Any, at: Instant) -> bool:
        then = self._operation(pk, at) if at else None
        if then and self._is_own(then.owner_id):
            return True
        if at is None:
            return pk in self._joined
        changes = self._participations[pk]
        return any(_as_of(of_one, at) for of_one in changes.values())

    def _turns(self, row: Any, until: Instant) -> list[datetime.datetime]:
        """The instants, while the version was current, at which its operation's marking or participants changed."""
        if (pk := self._operation_of(row)) is None:
            return []
        at = [then.at for then in self._operations[pk]]
        if {getattr(row, "marking", ""), *(then.marking for then in self._operations[pk])} - {"", *OPEN}:
            at += [moment for of_one in self._participations[pk].values() for moment, _in in of_one]
        return [moment for moment in at if row.pgh_created_at < moment and (until is None or moment < until)]

    def _operation(self, pk: Any, at: datetime.datetime) -> _Then | None:
        versions = self._operations[pk]
        number = bisect_right([then.at for then in versions], at)
        return versions[number - 1] if number else None

    @cached_property
    def _ids(self) -> set[Any]:
        return {self._operation_of(row) for row in self.rows} - {None}

    @cached_property
    def _operations(self) -> dict[Any, list[_Then]]:
        events = Operation.pgh_event_model.objects.filter(pgh_obj__in=self._ids).order_by("pgh_id")  # type: ignore[attr-defined]  # pghistory adds it
        found: dict[Any, list[_Then]] = defaultdict(list)
        for pk, *then in events.values_list("pgh_obj", "pgh_created_at", "marking", "owner"):
            found[pk].append(_Then(*then))
        return found

    @cached_property
    def _participations(self) -> dict[Any, dict[Any, list[tuple[datetime.datetime, bool]]]]:
        """The instants at which the reader's agency began and ceased to take part, by operation and participation."""
        found: dict[Any, Any] = defaultdict(lambda: defaultdict(list))
        if self.agency is None:
            return found
        of_ids = Participation.pgh_event_model.objects.filter(operation__in=self._ids)  # type: ignore[attr-defined]  # pghistory adds it
        ours = of_ids.filter(agency=self.agency).values("pgh_obj_id")
        events = of_ids.filter(pgh_obj_id__in=ours).order_by("pgh_id")
        for row in events.values_list("operation", "pgh_obj_id", "pgh_created_at", "pgh_label", "agency"):
            operation, one, at, label, agency = row
            found[operation][one].append((at, label != "delete" and agency == self.agency))
        return found

    @cached_property
    def _joined(self) -> set[Any]:
        joined = Operation.objects.joined_by(self.discretion.reader).filter(pk__in=self._ids)
        return set(joined.values_list("pk", flat=True))


def readable(record: Any, rows: Sequence[Any], discretion: Discretion) -> list[bool]:
    """Whether the reader could have read each version while it was current, newest first."""
    past = Past(type(record), rows, discretion)
    until = [None, *(row.pgh_created_at for row in rows)]
    return [past.could_read(row, end) for row, end in zip(rows, until, strict=False)]


def readable_versions(model: Any, ids: Iterable[int], discretion: Discretion) -> set[int]:
    """The ids among those of events of a model, of any number of records, that the reader could have read."""
    events = model.pgh_event_model.objects
    later = events.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__gt=OuterRef("pgh_id"))
    until = Subquery(later.order_by("pgh_id").values("pgh_created_at")[:1])
    rows = list(events.filter(pgh_id__in=set(ids)).annotate(until=until))
    past = Past(model, rows, discretion)
    return {row.pgh_id for row in rows if past.could_read(row, row.until)}


def readable_at(record: Any, discretion: Discretion) -> Callable[[datetime.datetime], bool]:
    """A function that says whether the reader could have read the version that was current at an instant."""
    versions = list(type(record).pgh_event_model.objects.filter(pgh_obj=record.pk).order_by("-pgh_id")[:MOST])
    seen = readable(record, versions, discretion)[::-1]
    began = [row.pgh_created_at for row in reversed(versions)]

    def could_read(at: datetime.datetime) -> bool:
        number = bisect_right(began, at)
        return bool(number and seen[number - 1])

    return could_read


def _owner_of(row: Any) -> int | None:
    return getattr(row, "owner_id", None)


def _stays_inside(row: Any) -> bool:
    """Whether only the record's agency reads the version: a draft, or one withdrawn before it was ever verified."""
    state = getattr(row, "state", None)
    return state == State.DRAFT or (state == State.WITHDRAWN and row.verified_at is None)


def _as_of(changes: list[tuple[datetime.datetime, bool]], at: datetime.datetime) -> bool:
    number = bisect_right([moment for moment, _in in changes], at)
    return bool(number and changes[number - 1][1])
