"""A question and its answer, serialised as JSON."""

import datetime
from typing import Any

from django.conf import settings

from common.api.addresses import api_url
from figures.answer.figure import Figure, decimal_text
from figures.answer.links import Links, when_of
from figures.answer.persons import PersonsAnswer
from figures.answer.query import Answer
from figures.api.counts import counts_in
from figures.question.periods import clipped, period_of, so_far
from figures.question.question import LISTS, Question
from operations.models import MethodNote

EVIDENCE = api_url("figures", "evidence")
# Of one answer: about ten megabytes of JSON.
LIMIT_OF_FIGURES = 20_000


def question_in(question: Question) -> dict[str, Any]:
    """The question with its defaults filled in."""
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
        "as_of": question.as_of,
        "reported_as_of": question.reported_as_of,
        "top": question.top,
    }


def answer_in(answered: Answer) -> dict[str, Any]:
    question = answered.question
    links = Links(question, answered.tree, EVIDENCE)
    periods = _Periods(question, answered.as_of.date())
    return {
        "query": question_in(question),
        "as_of": answered.as_of,
        # Frozen releases come later; the field is here so that clients need not change for them.
        "release": None,
        "figures": [_figure(figure, periods, links) for figure in answered.figures],
        "overlaps": [_bare(figure, periods) for figure in answered.overlaps],
        "left_out": answered.left_out,
        "method_notes": [note_in(note) for note in answered.method_notes()],
    }


def persons_in(answered: PersonsAnswer) -> dict[str, Any]:
    question = answered.question
    links = Links(question, answered.tree, EVIDENCE)
    periods = _Periods(question, answered.as_of.date())
    return {
        "query": {**question_in(question), "by": [answered.property, *question.by]},
        "as_of": answered.as_of,
        "figures": [
            {answered.property: value, **_figure(figure, periods, links)}
            for value, figure in answered.figures
        ],
    }


def note_text(note: dict[str, Any]) -> str:
    """A note, as `note_in` has it, as one line of a file."""
    return f"{note['country']} {note['measure']}: {note['text']} ({note['source']})"


def note_in(note: MethodNote) -> dict[str, Any]:
    return {
        "url": api_url("method-notes", note.pk),
        "country": note.country.code,
        "measure": note.measure.code,
        "first_year": note.first_year,
        "last_year": note.last_year,
        "text": note.text,
        "source": note.source,
    }


def _figure(figure: Figure, periods: "_Periods", links: Links) -> dict[str, Any]:
    rendered = _bare(figure, periods)
    rendered["additive"] = figure.additive
    rendered["methods"] = sorted(figure.methods)
    rendered["evidence"] = links.to(figure)
    return rendered


def _bare(figure: Figure, periods: "_Periods") -> dict[str, Any]:
    return {
        **figure.cell,
        **periods.of(figure),
        "value": decimal_text(figure.stated),
        "low": decimal_text(figure.low),
        "high": decimal_text(figure.high),
        "unit": figure.unit or None,
        "qualifier": str(figure.qualifier),
        **counts_in(figure),
        "events_qualifier": str(figure.events_qualifier),
        "unpriced": figure.unpriced,
        "operator": str(figure.operator),
    }


class _Periods:
    """A cache of the periods of cells."""

    def __init__(self, question: Question, day: datetime.date) -> None:
        self.question, self.day = question, day
        self.timed = bool(question.time)
        self.when = when_of(question)
        self.rendered: dict[Any, dict[str, Any]] = {}

    def of(self, figure: Figure) -> dict[str, Any]:
        if not self.timed:
            return {}
        key = self.when(figure.cell)
        if key not in self.rendered:
            self.rendered[key] = {"period": self._rendered(figure)}
        return self.rendered[key]

    def _rendered(self, figure: Figure) -> dict[str, Any] | None:
        if not (whole := period_of(figure.cell, self.question.calendar)):
            return None
        period = so_far(clipped(whole, self.question.first, self.question.last), self.day)
        return {"from": period.first, "to": period.last, "label": period.label}
