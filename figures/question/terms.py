"""A question in the ledger's own terms: ids, and months by number."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from figures.question.names import Names
from figures.question.question import NONE, WAYS, Question
from measures.calendars import CALENDARS
from operations.sharing import Reader

# How many months each time has.
LENGTHS = {"year": 12, "quarter": 3, "month": 1}


def month_of(day: datetime.date) -> int:
    return 12 * day.year + day.month - 1


@dataclass(frozen=True)
class Chosen:
    """Ids to choose from, and whether what states none is chosen too."""

    ids: tuple[Any, ...]
    unsaid: bool


@dataclass(frozen=True)
class Terms:
    """None stands for no choice. A measure counts for those in `shown`: most for one, few for several."""

    measures: tuple[int, ...] | None
    shown: dict[int, list[int]]
    operation: Chosen | None
    agency: Chosen | None
    country: Chosen | None
    unit: Chosen | None
    hidden: frozenset[UUID]

    def chosen(self, name: str) -> Chosen | None:
        choice: Chosen | None = getattr(self, name)
        return choice


def terms_of(question: Question, reader: Reader, names: Names) -> Terms:
    """Codes are known: `asked` has checked them. Operations that the reader may not see are left out."""
    concerned = bool(question.operation) or any(name in question.by for name in WAYS)
    hidden = names.hidden_from(reader) if concerned else frozenset()
    operation = _chosen(question.operation, names.operations)
    if operation:
        operation = Chosen(tuple(pk for pk in operation.ids if pk not in hidden), operation.unsaid)
    return Terms(
        measures=_measures(question, names),
        shown=_shown(question, names),
        operation=operation,
        agency=_chosen(question.agency, names.agencies),
        country=_chosen(question.country, names.countries),
        unit=_chosen((question.unit,) if question.unit else (), names.units),
        hidden=hidden,
    )


def _chosen(codes: Iterable[str], named: Mapping[Any, str | None]) -> Chosen | None:
    wanted = set(codes)
    if not wanted:
        return None
    return Chosen(tuple(pk for pk, code in named.items() if code in wanted), NONE in wanted)


def _measures(question: Question, names: Names) -> tuple[int, ...] | None:
    if not question.measure:
        return None
    below = question.measure if question.alone else tuple(f"{code}." for code in question.measure)
    return tuple(
        pk
        for pk, code in names.measures.items()
        if code in question.measure or (not question.alone and code.startswith(below))
    )


def _shown(question: Question, names: Names) -> dict[int, list[int]]:
    def shown() -> dict[int, list[int]]:
        ids = {code: pk for pk, code in names.measures.items()}
        return {
            pk: [ids[top] for top in names.tree.shown(code, question)] for pk, code in names.measures.items()
        }

    return names.once(("shown", question.measure, question.alone, "measure" in question.by), shown)


def shift_of(question: Question, time: str) -> int:
    """Months to add so that a year of the question's calendar reads as a calendar year; months stay what they are."""
    return 0 if time == "month" else CALENDARS[question.calendar].shift


def label_of(time: str, number: int) -> str:
    """Of the year, quarter or month of that number."""
    match time:
        case "year":
            return f"{number:04}"
        case "quarter":
            return f"{number // 4:04}-Q{number % 4 + 1}"
    return f"{number // 12:04}-{number % 12 + 1:02}"
