"""What happens on the days of a stretch of time, as far as the reader may see it."""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import User
from figures.completeness.board import plans_for
from figures.completeness.periods import periods_of
from measures.partial_date import Precision
from operations.models import Closing, Operation

# A start that is known to the month has no day; one known to the year has no month either, and stands in the timeline.
DATED = (Precision.DAY, Precision.MONTH)


class EventKind(models.TextChoices):
    BEGIN = "begin", gettext_lazy("operation or phase begins")
    END = "end", gettext_lazy("operation or phase ends")
    DUE = "due", gettext_lazy("reports are due")
    CLOSED = "closed", gettext_lazy("period closed")


@dataclass(frozen=True)
class CalendarEvent:
    """One event: its day, or without one its month alone. `period` is what is reported or closed."""

    kind: EventKind
    month: datetime.date
    day: datetime.date | None
    title: str
    url: str
    operation: Operation | None = None
    period: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Narrowed:
    """The operations whose events are looked up: all that the reader may see, or one of them and its phases."""

    reader: User
    code: str = ""

    @property
    def operations(self) -> Any:
        visible = Operation.objects.visible_to(self.reader)
        # Phases are found by an umbrella that the reader may see; a view has asked for it.
        return visible.within(self.code) if self.code else visible


def events_between(
    first: datetime.date, last: datetime.date, narrowed: Narrowed, kinds: Collection[str]
) -> list[CalendarEvent]:
    """The events from the first to the last day, in the order of their days; those without a day come first."""
    found: list[CalendarEvent] = []
    for kind, read in READ.items():
        if kind in kinds:
            found += read(first, last, narrowed)
    return sorted(
        found, key=lambda each: (each.month, each.day or datetime.date.min, each.title, each.period)
    )


def _begun(first: datetime.date, last: datetime.date, narrowed: Narrowed) -> Iterator[CalendarEvent]:
    yield from _of_operations(EventKind.BEGIN, "starts", first, last, narrowed)


def _ended(first: datetime.date, last: datetime.date, narrowed: Narrowed) -> Iterator[CalendarEvent]:
    yield from _of_operations(EventKind.END, "ends", first, last, narrowed)


def _of_operations(
    kind: EventKind, name: str, first: datetime.date, last: datetime.date, narrowed: Narrowed
) -> Iterator[CalendarEvent]:
    stated = {f"{name}_on__range": (first, last), f"{name}_precision__in": DATED}
    for operation in narrowed.operations.filter(**stated):
        day, precision = getattr(operation, f"{name}_on"), getattr(operation, f"{name}_precision")
        yield CalendarEvent(
            kind,
            day.replace(day=1),
            day if precision == Precision.DAY else None,
            operation.name,
            operation.get_absolute_url(),
            operation,
            detail=_("phase") if operation.parent_id else "",
        )


def _due(first: datetime.date, last: datetime.date, narrowed: Narrowed) -> Iterator[CalendarEvent]:
    """The days by which reports are due, of operations in which the reader reports or follows reports."""
    plans = plans_for(narrowed.reader).filter(operation__in=narrowed.operations.values("pk"))
    for plan in plans:
        for period in periods_of(plan, last):
            if period.due and first <= period.due <= last:
                address = f"{reverse('completeness')}?{urlencode({'operation': plan.operation.code})}"
                yield CalendarEvent(
                    EventKind.DUE,
                    period.due.replace(day=1),
                    period.due,
                    plan.operation.name,
                    address,
                    plan.operation,
                    period=str(period.date),
                )


def _closed(first: datetime.date, last: datetime.date, narrowed: Narrowed) -> Iterator[CalendarEvent]:
    rows = Closing.objects.visible_to(narrowed.reader).filter(closed_at__date__range=(first, last))
    of_all = Q() if narrowed.code else Q(operation__isnull=True)
    rows = rows.filter(of_all | Q(operation__in=narrowed.operations.values("pk")))
    for closing in rows.select_related("operation", "agency"):
        operation, day = closing.operation, closing.closed_at.date()
        yield CalendarEvent(
            EventKind.CLOSED,
            day.replace(day=1),
            day,
            operation.name if operation else _("All records of %(agency)s") % {"agency": closing.agency.code},
            reverse("operation-periods", args=[operation.code]) if operation else reverse("my-work"),
            operation,
            period=str(closing.date),
            detail=_("opened again") if closing.reopened_at else "",
        )


READ = {
    EventKind.BEGIN: _begun,
    EventKind.END: _ended,
    EventKind.DUE: _due,
    EventKind.CLOSED: _closed,
}
