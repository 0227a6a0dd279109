"""The periods for which a plan expects reports, and the days by which they are due."""

import datetime
from dataclasses import dataclass

from measures.partial_date import PartialDate, Precision
from operations.models import Every, Plan

PRECISION = {Every.MONTH: Precision.MONTH, Every.QUARTER: Precision.QUARTER, Every.YEAR: Precision.YEAR}
LENGTH = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class ReportPeriod:
    """A period with the day by which it is to be reported; both may be open for the whole of an operation."""

    date: PartialDate
    due: datetime.date | None

    def days_late(self, today: datetime.date) -> int:
        return max((today - self.due).days, 0) if self.due else 0


def periods_of(plan: Plan, today: datetime.date) -> list[ReportPeriod]:
    """All periods that have begun, the oldest first. A part of a month at either end is a month."""
    if plan.every == Every.ONCE:
        last = plan.last
        return [ReportPeriod(PartialDate(), last + plan.due_days * DAY if last else None)]
    if not plan.every or plan.first is None:
        return []
    found, last = [], min(plan.last or today, today)
    day: datetime.date | None = begin_of(plan.first, plan.every)
    while day is not None and day <= last:
        date = PartialDate.starting(day, PRECISION[Every(plan.every)])
        assert date.last is not None
        found.append(ReportPeriod(date, date.last + plan.due_days * DAY))
        day = date.last + DAY
    return found


def begin_of(day: datetime.date, every: str) -> datetime.date:
    """The first day of the month, quarter or year that the day is in."""
    length = LENGTH[Every(every)]
    return datetime.date(day.year, (day.month - 1) // length * length + 1, 1)
