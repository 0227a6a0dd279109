"""What records add to totals, read from their facts: the view figures_fact is the only definition of a contribution.

For a record that does not count yet, it is what the record would add: a review shows what verifying changes, and the
dry run of an import the totals that it would add.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, ExtractYear

from figures.answer.figure import QUANTIFIED, SUM, ZERO, Figure
from figures.changes.moved import Moved, moved_between
from figures.evidence.lines import figure_of
from figures.evidence.selection import with_amounts
from figures.models import Fact
from figures.question.question import Question
from measures.numeric import NumericField

# What the facts of a year come to.
SUMS: dict[str, Any] = {
    "total": Sum("figure"),
    "less": Coalesce(Sum("figure", filter=Q(qualifier="at_most")), ZERO, output_field=NumericField()),
    "more": Coalesce(
        Sum(F("figure_high") - F("figure"), filter=Q(qualifier="between")), ZERO, output_field=NumericField()
    ),
    "many": Count("record_id", distinct=True),
    "parts": Count("pk"),
    "without": Count("pk", filter=Q(unquantified=True)),
    "lacks": Count("pk", filter=Q(lacking=True)),
    "undated": Count("pk", filter=Q(date_from__isnull=True)),
    **{f"n_{kind}": Count("pk", filter=Q(qualifier=kind, figure__isnull=False)) for kind in QUANTIFIED},
}


@dataclass(frozen=True)
class Contribution:
    """Figures by measure, stage and unit. `dated` are those that go by the records' own dates, without dispositions."""

    figures: list[Figure]
    dated: list[Figure]


def contribution_of(records: Iterable[UUID]) -> Contribution:
    """The sum that these records add, whatever their state; parts of other records add nothing."""
    facts = with_amounts(Fact.objects.of_amounts().filter(record_id__in=[*records], part=False), Question())
    found = [(fact.kind, figure_of(fact)) for fact in facts.select_related("measure").order_by("pk")]
    # What became of an item has a date of its own.
    return Contribution(
        _summed(figure for _kind, figure in found),
        _summed(figure for kind, figure in found if kind != "disposition"),
    )


def yearly_contribution_of(
    records: QuerySet[Any] | RawSQL,
    *,
    within: tuple[UUID, UUID] | None = None,
    beside: Sequence[Figure] | None = None,
) -> list[Figure]:
    """The sum that these records add, by measure, stage, unit and year, in one query however many they are.

    The database adds up all facts before it asks whose they are, unless something narrows them down: the first and the
    last id of the records (`within`), or the measures, stages and years of the figures that they stand `beside`.
    """
    facts = with_amounts(
        Fact.objects.of_amounts().filter(record_id__in=records, part=False, measure__operator=SUM), Question()
    )
    if within is not None:
        facts = facts.filter(record_id__range=within)
    if beside is not None:
        facts = facts.filter(_alike(beside))
    found = (
        facts.annotate(year=ExtractYear("date_from"))
        .values("measure__code", "stage", "code", "year")
        .annotate(**SUMS)
        .order_by("measure__code", "stage", "code", "year")
    )
    return [_yearly(row) for row in found]


def _alike(figures: Sequence[Figure]) -> Q:
    cells = [figure.cell for figure in figures]
    years = sorted(int(cell["year"]) for cell in cells if cell["year"])
    dated = Q(date_from__isnull=True) if len(years) < len(cells) else Q(pk__in=[])
    if years:
        dated |= Q(date_from__range=(datetime.date(years[0], 1, 1), datetime.date(years[-1], 12, 31)))
    measures, stages = ({cell[name] for cell in cells} for name in ("measure", "stage"))
    return Q(measure__code__in=measures, stage__in=stages) & dated


def _yearly(row: Mapping[str, Any]) -> Figure:
    year = None if row["year"] is None else str(row["year"])
    return Figure(
        {"measure": row["measure__code"], "stage": row["stage"], "year": year},
        row["code"],
        row["total"],
        records=row["many"],
        facts=row["parts"],
        unquantified=row["without"],
        unvalued=row["lacks"],
        undated=row["undated"],
        less=row["less"],
        more=row["more"],
        **{kind: row[f"n_{kind}"] for kind in QUANTIFIED},
    )


def effects(before: Contribution, after: Contribution) -> list[Moved]:
    """The totals that change if one contribution replaces the other, of those that are sums."""
    sums = ([each for each in end.figures if each.operator == SUM] for end in (before, after))
    return [moved for moved in moved_between(*sums) if moved]


def _summed(figures: Iterable[Figure]) -> list[Figure]:
    found: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        key = (*figure.cell.values(), figure.unit)
        new = Figure(figure.cell, figure.unit, operator=figure.operator, by_worth=figure.by_worth)
        found.setdefault(key, new).add(figure)
    return [figure for figure in found.values() if not figure.by_worth]
