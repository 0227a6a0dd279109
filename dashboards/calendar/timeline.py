"""Operations of a year as bars, with their reporting deadlines and closings as marks."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from dashboards.calendar.events import CalendarEvent, EventKind, Narrowed, events_between
from operations.models import Operation


@dataclass
class TimelineRow:
    """An operation with its bar: the day of the year on which it begins, and how many days it lasts in the year."""

    operation: Operation
    begin: int
    length: int
    # The end is not known: the bar goes on to the end of the year.
    open_ended: bool
    marks: list[tuple[int, CalendarEvent]] = field(default_factory=list)

    def number(self, kind: EventKind) -> int:
        return sum(event.kind == kind for _day, event in self.marks)

    @property
    def due(self) -> int:
        return self.number(EventKind.DUE)

    @property
    def closed(self) -> int:
        return self.number(EventKind.CLOSED)


def operations_in(year: int, narrowed: Narrowed) -> Any:
    """The operations that may have run in the year, by their first possible day."""
    first, last = days_of_year(year)
    running = Q(ends_on__gte=first) | Q(ends_on__isnull=True)
    return narrowed.operations.filter(running, starts_on__lte=last).order_by("starts_on", "code")


def timeline_rows(
    operations: Iterable[Operation], year: int, narrowed: Narrowed, kinds: Collection[str]
) -> list[TimelineRow]:
    rows = {each.pk: _row(each, year) for each in operations}
    first, last = days_of_year(year)
    marked = {EventKind.DUE, EventKind.CLOSED} & set(kinds)
    for event in events_between(first, last, narrowed, marked):
        row = rows.get(event.operation.pk) if event.operation else None
        if row and event.day:
            row.marks.append((event.day.timetuple().tm_yday, event))
    return list(rows.values())


def days_of_year(year: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def _row(operation: Operation, year: int) -> TimelineRow:
    first, last = days_of_year(year)
    assert operation.starts_on is not None
    begin, end = max(operation.starts_on, first), min(operation.ends_on or last, last)
    return TimelineRow(
        operation, begin.timetuple().tm_yday, (end - begin).days + 1, open_ended=operation.ends_on is None
    )
