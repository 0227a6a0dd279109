"""How a question and its answer are written in JSON."""

from typing import Any

from django.conf import settings

from figures.figure import COUNTS, Figure, plain
from figures.links import evidence_of
from figures.models import Fact
from figures.periods import period_of
from figures.query import Answer
from figures.question import LISTS, Question
from figures.tree import Tree
from measures.partial_date import PartialDate
from operations.models import Outcome
from seizures.models import Seizure

EVIDENCE = "/api/v1/figures/evidence/"


def question_in(question: Question) -> dict[str, Any]:
    """The question as it was understood, with what it did not say filled in."""
    return {
        **{name: list(getattr(question, name)) for name in LISTS},
        "from": question.first,
        "to": question.last,
        "calendar": question.calendar,
        "currency": question.currency or settings.REPORTING_CURRENCY,
        "status": question.status,
        "alone": question.alone,
        "unfixed": question.unfixed or None,
        "unit": question.unit or None,
    }


def answer_in(answered: Answer, tree: Tree) -> dict[str, Any]:
    question = answered.question
    return {
        "query": question_in(question),
        "as_of": answered.as_of,
        # Frozen releases come later; the field is here so that clients need not change for them.
        "release": None,
        "figures": [figure_in(figure, question, tree) for figure in answered.figures],
        "overlaps": [_bare(figure, question) for figure in answered.overlaps],
        "left_out": answered.left_out,
    }


def figure_in(figure: Figure, question: Question, tree: Tree) -> dict[str, Any]:
    return {
        **_bare(figure, question),
        "additive": figure.additive,
        "methods": sorted(figure.methods),
        "evidence": evidence_of(figure, question, tree).address(EVIDENCE),
    }


def _bare(figure: Figure, question: Question) -> dict[str, Any]:
    counts = {name: getattr(figure, name) for name in COUNTS}
    facts = {"value": plain(figure.value), "unit": figure.unit or None, "qualifier": str(figure.qualifier)}
    return {**figure.cell, **_period(figure, question), **facts, **counts}


def _period(figure: Figure, question: Question) -> dict[str, Any]:
    if not question.time:
        return {}
    period = period_of(figure.cell, question.calendar)
    return {"period": period and {"from": period.first, "to": period.last, "label": period.label}}


def fact_in(fact: Fact) -> dict[str, Any]:
    """One fact of the evidence: what it adds to the figure, and why it does not where it has a reason."""
    record: Seizure | Outcome | None = fact.seizure or fact.outcome
    assert record is not None
    room = "seizures" if fact.seizure else "outcomes"
    return {
        "id": fact.id,
        "record": f"/api/v1/{room}/{record.pk}/",
        "reference": record.reference,
        "kind": fact.kind,
        "included": fact.reason == "",
        "reason": fact.reason or None,
        "state": fact.state,
        **{name: _code(getattr(fact, name)) for name in ("operation", "agency", "country", "measure")},
        "stage": fact.stage,
        "date": str(PartialDate(fact.date_from, fact.date_to, fact.date_precision)),
        "value": plain(fact.figure),
        "unit": fact.code or None,
        "qualifier": fact.qualifier,
        "reported": plain(fact.reported),
        "reported_unit": _code(fact.reported_unit),
    }


def _code(row: Any) -> str | None:
    return row.code if row else None
