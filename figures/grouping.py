"""Adds facts up, cell by cell, in the database."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, Count, F, Q, Sum, When

from figures.figure import Figure
from figures.models import FactQuerySet
from figures.question import NONE, TIMES, Question
from operations.models import Operation, Qualifier
from operations.sharing import Reader

# How a fact leads to those it counts for: to its own, and to those credited beside it.
WAYS = {
    "agency": ("agency", "seizure__agency_credits__agency"),
    "operation": (
        "operation",
        "seizure__operation_credits__operation",
        "outcome__operation_credits__operation",
    ),
}


def grouped(facts: FactQuerySet, question: Question, reader: Reader) -> Iterator[Figure]:
    """The figures of recorded measures: a cell may come more than once, by different ways."""
    shared = [name for name in WAYS if name in question.by]
    for ways in product(*(WAYS[name] for name in shared)):
        selected, group = facts, {}
        for name, way in zip(shared, ways, strict=True):
            selected = selected.filter(_counts_for(name, way, question, reader))
            group[f"{name}_"] = F(f"{way}__code")
        for row in _rows(selected, question, group):
            yield _figure(row, question)


def _counts_for(name: str, way: str, question: Question, reader: Reader) -> Q:
    """Facts that lead this way to one of those asked for, and to none that the reader may not see."""
    asked = getattr(question, name)
    condition = Q(**{f"{way}__code__in": asked}) if asked else Q()
    if asked and name == "operation":
        condition |= Q(**{f"{way}__parent__code__in": asked})
    if way == name:
        # Whose own operation is hidden is hidden itself.
        return condition | Q(**{f"{way}__isnull": True}) if NONE in asked else condition
    condition &= Q(**{f"{way}__isnull": False})
    if name == "operation":
        condition &= Q(**{f"{way}__in": Operation.objects.visible_to(reader).values("pk")})
    return condition


def _rows(facts: FactQuerySet, question: Question, group: dict[str, Any]) -> Any:
    group = group | {"measure_": F("measure__code"), "stage_": F("stage"), "unit_": F("code")}
    if "country" in question.by:
        group["country_"] = F("country__code")
    for time in TIMES:
        if time in question.by:
            fixed = When(Q(**{f"{time}_first": F(f"{time}_last")}), then=F(f"{time}_first"))
            group[f"{time}_"] = Case(fixed)
    facts = facts.annotate(**group)
    return facts.order_by().values(*group).annotate(**_counts())


def _counts() -> dict[str, Any]:
    known = Q(figure__isnull=False)
    kinds = {f"n_{kind}": Count("pk", filter=known & Q(qualifier=kind)) for kind in Qualifier.values}
    return {
        "sum_": Sum("figure"),
        "n_records": Count("pk"),
        **kinds,
        "n_unquantified": Count("pk", filter=Q(unquantified=True)),
        "n_unvalued": Count("pk", filter=Q(lacking=True)),
        "n_undated": Count("pk", filter=Q(date_from__isnull=True)),
        "methods_": ArrayAgg("reported_unit__method", distinct=True, filter=~Q(reported_unit__method="")),
    }


def _figure(row: dict[str, Any], question: Question) -> Figure:
    dimensions = dict.fromkeys(("measure", "stage", *question.by))
    cell = {name: row[f"{name}_"] for name in dimensions}
    undated = row["n_undated"]
    if question.time and cell[question.time] is None:
        undated = row["n_records"]
    counts = {name[2:]: count for name, count in row.items() if name.startswith("n_")}
    return Figure(
        cell=cell,
        unit=row["unit_"],
        value=row["sum_"],
        methods={method for method in row["methods_"] or [] if method},
        **(counts | {"undated": undated}),
    )
