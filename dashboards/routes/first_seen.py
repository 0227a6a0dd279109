"""First seen: routes, places and methods that had not occurred before, with the record that shows it.

The rule: a value was first seen on the earliest first possible day of all verified seizures with a date that the reader
may see and that are no part of another, of the measures and the stage asked for. It is listed if that day lies in the
period.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Country, Place
from common.errors import Invalid
from figures.question.question import NONE, Question
from operations.models import Concealment, Conveyance, State
from operations.sharing import Reader
from seizures.models import Seizure

# Of each kind, the latest.
MOST = 25
# The parameters of a question that narrow it.
NARROWING = ("measure", "stage", "country", "from", "to", "calendar")


@dataclass(frozen=True)
class Sighted:
    """A value that was first seen on a day, the first record that has it, and how many have it today."""

    name: str
    day: datetime.date
    record: Any
    records: int


@dataclass(frozen=True)
class Sightings:
    label: str | Promise
    rows: list[Sighted]


@dataclass(frozen=True)
class _Kind:
    label: str | Promise
    columns: tuple[str, ...]


KINDS = (
    _Kind(_("Routes"), ("origin_id", "destination_id")),
    _Kind(_("Places"), ("place_id",)),
    _Kind(_("Conveyances"), ("conveyance",)),
    _Kind(_("Concealments"), ("concealment",)),
)


def check_narrowing(question: Question) -> None:
    """Raises Invalid for a parameter that would be passed over: the list would be of more than was asked about."""
    sentence = gettext("First seen goes by measure, stage, country and period alone. Leave this out.")
    if beyond := [name for name in question.parameters() if name not in NARROWING]:
        raise Invalid({name: [sentence] for name in beyond})


def first_seen(question: Question, reader: Reader) -> list[Sightings]:
    """What was first seen in the question's period, by kind, the latest first."""
    found = _concerned(question, reader)
    return [Sightings(kind.label, _rows(kind, found, question)) for kind in KINDS]


def _concerned(question: Question, reader: Reader) -> QuerySet[Any]:
    """The seizures in which something may be seen first, at any time: the ones before the period decide."""
    found = Seizure.objects.visible_to(reader).filter(
        state=State.VERIFIED, part_of__isnull=True, date_from__isnull=False
    )
    if question.stage:
        found = found.filter(stage__in=question.stage)
    if question.measure:
        below = Q()
        for code in question.measure:
            below |= Q(items__measure__code=code) | Q(items__measure__code__startswith=f"{code}.")
        found = found.filter(pk__in=Seizure.objects.filter(below).values("pk"))
    if question.country:
        unsaid = Q(country__isnull=True) if NONE in question.country else Q()
        found = found.filter(Q(country__code__in=question.country) | unsaid)
    return found


def _rows(kind: _Kind, found: QuerySet[Any], question: Question) -> list[Sighted]:
    stated = found
    for column in kind.columns:
        stated = stated.exclude(**({f"{column}__isnull": True} if column.endswith("_id") else {column: ""}))
    groups = stated.order_by().values(*kind.columns).annotate(first=Min("date_from"), number=Count("pk"))
    if question.first:
        groups = groups.filter(first__gte=question.first)
    if question.last:
        groups = groups.filter(first__lte=question.last)
    chosen = list(groups.order_by("-first", *kind.columns)[:MOST])
    names, records = _names(kind, chosen), _records(stated, kind, chosen)
    return [
        Sighted(
            " → ".join(names[column, row[column]] for column in kind.columns),
            row["first"],
            records[_key(kind, row)],
            row["number"],
        )
        for row in chosen
    ]


def _key(kind: _Kind, row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[column] for column in kind.columns)


def _records(
    stated: QuerySet[Any], kind: _Kind, rows: list[dict[str, Any]]
) -> dict[tuple[Any, ...], Seizure]:
    """The first record of each of the values."""
    first = Q(pk__in=[])
    for row in rows:
        first |= Q(date_from=row["first"], **{column: row[column] for column in kind.columns})
    found = stated.filter(first).order_by(*kind.columns, "pk").distinct(*kind.columns)
    return {tuple(getattr(record, column) for column in kind.columns): record for record in found}


def _names(kind: _Kind, rows: Iterable[dict[str, Any]]) -> dict[tuple[str, Any], str]:
    rows = list(rows)
    found: dict[tuple[str, Any], str] = {}
    for column in kind.columns:
        ids = {row[column] for row in rows}
        named: dict[Any, str]
        if column.endswith("_id"):
            model: Any = Place if column == "place_id" else Country
            named = {row.pk: str(row) for row in model.objects.filter(pk__in=ids)}
        else:
            words = dict(Conveyance.choices) if column == "conveyance" else dict(Concealment.choices)
            named = {code: str(words.get(code, code)) for code in ids}
        found |= {(column, pk): name for pk, name in named.items()}
    return found
