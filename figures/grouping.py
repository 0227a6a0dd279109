"""Adds facts up, cell by cell, in the database."""

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import BooleanField, Case, Count, F, Q, Sum, Value, When

from figures.figure import Figure
from figures.models import FactQuerySet
from figures.question import REPORTED, TIMES, Question
from measures.numeric import NumericField
from operations.models import Operation, Qualifier

# How a fact belongs to an agency or operation: it is its own, or credited to it beside the one whose own it is.
OWN, CREDITED = "own", "credited"


def grouped(facts: FactQuerySet, question: Question) -> Iterator[tuple[Figure, bool]]:
    """The figures of recorded measures, and whether each is by credit (and so counted elsewhere as well)."""
    agency_ways = (OWN, CREDITED) if "agency" in question.by else (None,)
    operation_ways = (OWN, CREDITED) if "operation" in question.by else (None,)
    facts = _amounts(facts, question)
    for agency_way in agency_ways:
        for operation_way in operation_ways:
            selected, group = _by_agency(facts, question, agency_way)
            selected, more = _by_operation(selected, question, operation_way)
            for row in _rows(selected, question, group | more):
                yield _figure(row, question), CREDITED in (agency_way, operation_way)


def _amounts(facts: FactQuerySet, question: Question) -> FactQuerySet:
    if question.currency == REPORTED:
        return facts.annotate(
            figure=Case(
                When(face="money", then=F("reported")), default=F("amount"), output_field=NumericField()
            ),
            code=Case(When(face="money", then=F("reported_unit__code")), default=F("unit__code")),
            lacking=Value(False, output_field=BooleanField()),
        )
    return facts.annotate(figure=F("amount"), code=F("unit__code"), lacking=F("unvalued"))


def _by_agency(
    facts: FactQuerySet, question: Question, way: str | None
) -> tuple[FactQuerySet, dict[str, Any]]:
    if way is None:
        return facts, {}
    if way == OWN:
        own = facts.filter(agency__code__in=question.agency) if question.agency else facts
        return own, {"agency_": F("agency__code")}
    credited = Q(seizure__agency_credits__isnull=False)
    if question.agency:
        credited &= Q(seizure__agency_credits__agency__code__in=question.agency)
    return facts.filter(credited), {"agency_": F("seizure__agency_credits__agency__code")}


def _by_operation(
    facts: FactQuerySet, question: Question, way: str | None
) -> tuple[FactQuerySet, dict[str, Any]]:
    if way is None:
        return facts, {}
    asked = Operation.objects.filter(
        Q(code__in=question.operation) | Q(parent__code__in=question.operation)
    ).values("pk")
    if way == OWN:
        own = facts.filter(operation__in=asked) if question.operation else facts
        return own, {"operation_": F("operation__code")}
    credited = Q(seizure__operation_credits__isnull=False)
    if question.operation:
        credited &= Q(seizure__operation_credits__operation__in=asked)
    return facts.filter(credited), {"operation_": F("seizure__operation_credits__operation__code")}


def _rows(facts: FactQuerySet, question: Question, group: dict[str, Any]) -> Any:
    group |= {"measure_": F("measure__code"), "stage_": F("stage"), "unit_": F("code")}
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
