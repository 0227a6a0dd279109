"""The totals of an import: what it adds as figures, beside what is there already, and what the file itself states."""

import itertools
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import ExtractMonth, ExtractYear

from agencies.models import User
from common.decimals import plain
from figures.answer.figure import EXACT, Figure
from figures.effects import yearly_contribution_of
from imports.kinds import ReviewedKind
from imports.mapping.contract import Mapping
from imports.models import FileImport, ImportedRow
from operations.models import UNVERIFIED, State

ALL = ""
NEW = """
    CREATE TEMPORARY TABLE imports_new ON COMMIT DROP AS
    SELECT {link}_id AS id FROM imports_importedrow WHERE file_import_id = %s AND act = %s
"""
ENDS = """
    SELECT (SELECT id FROM imports_new ORDER BY id LIMIT 1), (SELECT id FROM imports_new ORDER BY id DESC LIMIT 1)
"""
Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Totals:
    """`added` are figures with what is there already; `stated` are sums of the file's own numbers, in its own units."""

    added: list[dict[str, Any]]
    stated: list[dict[str, Any]]


def totals_of(file_import: FileImport, mapping: Mapping, *, by: User) -> tuple[list[Figure], Totals]:
    """The totals of what an import has recorded in this transaction; claims and operations add none."""
    kind = mapping.kind
    if not isinstance(kind, ReviewedKind):
        return [], Totals([], [])
    with _new_records(file_import, kind) as new:
        figures = yearly_contribution_of(new, within=_ends())
        beside = yearly_contribution_of(_beside(kind, new, by=by), beside=figures)
        stated = list(_stated(kind, new, mapping.fiscal_year_start))
    there = {_cell(figure): figure for figure in beside}
    takes_a_place = "series" in mapping.targets
    added = [plain_figure(figure, there.get(_cell(figure)), together=not takes_a_place) for figure in figures]
    return figures, Totals(added, stated)


@contextmanager
def _new_records(file_import: FileImport, kind: ReviewedKind) -> Iterator[RawSQL]:
    """The ids of the records that the import has entered, in a table: the statistics of a table know how many it has.

    Those of the imported rows know nothing of a file that was just written, and the database would plan for one row.
    """
    with connection.cursor() as cursor:
        cursor.execute(NEW.format(link=kind.link), [file_import.pk, ImportedRow.Act.CREATED])
        cursor.execute("ANALYZE imports_new")
        # Those of records and items know nothing of the file either: of the first large one a plan for empty tables
        # compares each item with each record.
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield RawSQL("SELECT id FROM imports_new", ())
        cursor.execute("SET LOCAL enable_nestloop = on")
        cursor.execute("DROP TABLE imports_new")


def _ends() -> tuple[UUID, UUID] | None:
    """The first and the last id: those of one import follow one another, as they have the time in them."""
    with connection.cursor() as cursor:
        cursor.execute(ENDS)
        first, last = cursor.fetchone()
    return (first, last) if first else None


def plain_figure(figure: Figure, before: Figure | None, *, together: bool) -> dict[str, Any]:
    """A figure as JSON stores it, with what was there before and, if it is added to that, what there is then."""
    there = before.value if before else None
    known = [value for value in (there, figure.value) if value is not None]
    return {
        **figure.cell,
        "unit": figure.unit,
        "value": None if figure.value is None else f"{figure.value:f}",
        "qualifier": str(figure.qualifier),
        "records": figure.records,
        "unquantified": figure.unquantified,
        "before": None if there is None else f"{there:f}",
        "after": f"{EXACT.add(*known) if len(known) == 2 else known[0]:f}" if known and together else None,
    }


def with_sums(stated: list[dict[str, Any]]) -> dict[Cell, Decimal]:
    """The file's totals by measure, unit and year, and over all measures and all years."""
    sums: dict[Cell, Decimal] = defaultdict(Decimal)
    for each in stated:
        for measure, year in itertools.product((each["measure"], ALL), (each["year"], ALL)):
            cell = measure, each["unit"], year
            sums[cell] = EXACT.add(sums[cell], Decimal(each["value"]))
    return dict(sorted(sums.items()))


def _beside(kind: ReviewedKind, new: RawSQL, *, by: User) -> QuerySet[Any]:
    """Records that stand in the same operations, or outside of any of the same agency, for what the user sees."""
    operations = list(
        kind.model.objects.filter(pk__in=new).order_by().values_list("operation", flat=True).distinct()
    )
    where = Q(operation__in=[pk for pk in operations if pk])
    if None in operations:
        where |= Q(operation__isnull=True, owner=by.agency)
    standing = Q(state=State.VERIFIED) | Q(state__in=UNVERIFIED, amends__isnull=True)
    # Of the reports of a series the newest counts.
    newer = kind.model.objects.filter(
        state=State.VERIFIED,
        reported_on__gt=OuterRef("reported_on"),
        **{name: OuterRef(name) for name in ("owner", "operation", "series")},
    )
    seen = kind.model.objects.visible_to(by).filter(where, standing, Q(series="") | ~Exists(newer))
    found: QuerySet[Any] = seen.exclude(pk__in=new).order_by().values("pk")
    return found


def _stated(kind: ReviewedKind, new: RawSQL, first_month: int) -> Iterator[dict[str, Any]]:
    """Sums of the numbers of the file as they were read, by the years that the file counts in."""
    items = kind.amounts.objects.filter(**{f"{kind.path}pk__in": new}).order_by()
    day = f"{kind.path}date_from"
    years = items.annotate(year=ExtractYear(day), month=ExtractMonth(day))
    found: dict[Cell, list[Any]] = {}
    for amount, unit in (("quantity", "unit"), ("amount", "currency")):
        sums = (
            years.filter(**{f"{amount}__isnull": False})
            .values("measure__code", "year", "month", code=F(f"{unit}__code"))
            .annotate(total=Sum(amount), many=Count("pk"))
        )
        for row in sums:
            year = _year(row["year"], row["month"], first_month)
            total = found.setdefault((row["measure__code"], row["code"], year), [Decimal(0), 0])
            total[0], total[1] = EXACT.add(total[0], row["total"]), total[1] + row["many"]
    for (measure, code, year), (total, many) in sorted(found.items()):
        yield {"measure": measure, "unit": code, "year": year, "value": plain(total), "rows": many}


def _year(year: int | None, month: int | None, first_month: int) -> str:
    if year is None or month is None:
        return "–"
    return str(year + (first_month > 1 and month >= first_month))


def _cell(figure: Figure) -> tuple[Any, ...]:
    return (*figure.cell.values(), figure.unit)
