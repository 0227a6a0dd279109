"""Monthly counts and totals of what every reader may read: what is hidden from somebody is in none of them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone

from figures.answer.figure import SUM
from figures.answer.query import answer
from figures.question.question import Question
from operations.sharing import EVERYBODY

STAGES = ("seized", "outcome")
Code = tuple[str, str]


def monthly_counts(measures: Iterable[str] = (), countries: Iterable[str] = ()) -> dict[Code, dict[str, int]]:
    """The numbers of events by measure and country, and by month; records that are not fixed to one are in none."""
    question = Question(
        by=("measure", "country", "month"), stage=STAGES, measure=tuple(measures), country=tuple(countries)
    )
    found: dict[Code, dict[str, int]] = defaultdict(dict)
    for figure in answer(question, EVERYBODY).figures:
        measure, country, month = (figure.cell[name] for name in question.by)
        if measure and country and month:
            months = found[measure, country]
            # A measure with several units has a figure of each.
            months[month] = months.get(month, 0) + figure.events
    return found


def totals_by(time: str, measures: Iterable[str] = ()) -> dict[Code, dict[str, Decimal]]:
    """The totals by measure and unit, and by period, of measures that add up."""
    question = Question(by=("measure", time), stage=STAGES, measure=tuple(measures))
    found: dict[Code, dict[str, Decimal]] = defaultdict(dict)
    for figure in answer(question, EVERYBODY).figures:
        measure, period = figure.cell["measure"], figure.cell[time]
        if measure and period and figure.stated is not None and figure.operator == SUM:
            totals = found[measure, figure.unit]
            totals[period] = totals.get(period, Decimal(0)) + figure.stated
    return found


def months_until(first: str, last: str) -> list[str]:
    """All months from the first to the last, both included."""
    begin, end = _number(first), _number(last)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(begin, end + 1)]


def years_until(first: str, last: str) -> list[str]:
    return [str(year) for year in range(int(first), int(last) + 1)]


def last_month() -> str:
    """The last month that is over."""
    return (timezone.now().date().replace(day=1) - datetime.timedelta(days=1)).isoformat()[:7]


def last_year() -> str:
    return str(timezone.now().year - 1)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1
