"""Periods of whole months. A month has the number 12 * year + month - 1."""

import datetime
from dataclasses import dataclass
from typing import Optional

from figures.question.question import Question


@dataclass(frozen=True)
class Months:
    """First and last month of a period; None at an open end."""

    first: int | None
    last: int | None

    def whole_years(self) -> Optional["Months"]:
        """The whole years inside the period, or None."""
        first = None if self.first is None else -(-self.first // 12) * 12
        last = None if self.last is None else (self.last + 1) // 12 * 12 - 1
        return None if first is not None and last is not None and first > last else Months(first, last)

    def without(self, years: "Months") -> list[int]:
        """The months of the period before and after those years."""
        found: list[int] = []
        if self.first is not None and years.first is not None:
            found += range(self.first, years.first)
        if self.last is not None and years.last is not None:
            found += range(years.last + 1, self.last + 1)
        return found


def month_of(day: datetime.date) -> int:
    return 12 * day.year + day.month - 1


def months_of(question: Question) -> Months:
    return Months(
        month_of(question.first) if question.first else None,
        month_of(question.last) if question.last else None,
    )
