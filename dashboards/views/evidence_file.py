from collections.abc import Iterator
from typing import Any

from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from common.errors import Invalid, Refused
from common.files import as_csv
from dashboards.words.questions import sentences_of
from figures.answer.marking import strictest_readable
from figures.evidence.codes import codes_of
from figures.evidence.facts import evidence
from figures.evidence.lines import Line, lines
from figures.evidence.listing import EvidencePage
from figures.evidence.marks import IN
from figures.ledger.instants import pin_of_snapshot
from figures.question.dimensions import NAMES, Ids
from figures.question.names import names
from figures.question.question import Question
from figures.question.reading import parse_question
from operations.models import ReviewedRecord
from operations.sharing import Reader, strictest

COLUMNS = (
    "record", "reference", *NAMES, "measure", "stage", "date_from", "date_to",
    "qualifier", "amount", "unit", "reported", "reported_unit",
)  # fmt: skip
AT_ONCE = 500
OF_RECORD = Coalesce("seizure__marking", "outcome__marking")


def evidence_csv(request: HttpRequest) -> HttpResponseBase:
    """The records in the figure as a file."""
    try:
        question = parse_question(dict(request.GET.items()), request.user).narrowed(by=(), top=0)
    except (Invalid, Refused) as refusal:
        return HttpResponse(
            "\n".join(sentences_of(refusal)), status=400, content_type="text/plain; charset=utf-8"
        )
    if question.as_of:
        marking = strictest_readable(request.user)
        return as_csv("evidence", COLUMNS, _then(question, request.user), marking=marking)
    facts = evidence(question, request.user).included
    marking = strictest(set(facts.order_by().values_list(OF_RECORD, flat=True).distinct()))
    return as_csv("evidence", COLUMNS, _now(facts, request.user), marking=marking)


def _now(facts: Any, reader: Reader) -> Iterator[list[Any]]:
    called = names().codes_for(reader)
    for fact in facts.iterator(chunk_size=1000):
        yield _of_fact(fact, called)


def _then(question: Question, reader: Reader) -> Iterator[list[Any]]:
    """Rows as of an instant in the past, as far as the ledger has them."""
    pin, cursor = pin_of_snapshot(reader), ""
    question = question.narrowed(known=pin.last)
    listing = EvidencePage(question, reader, [IN], pin)
    while True:
        page = listing.page(AT_ONCE, cursor)
        for line in lines(question, reader, page.marks):
            yield _of_place(line)
        if not (cursor := page.next):
            return


def _of_fact(fact: Any, called: dict[str, Ids]) -> list[Any]:
    """The row of a fact, annotated by figures/evidence/selection.py."""
    codes = codes_of(fact, called).values()
    return [
        *_named(fact.seizure or fact.outcome), *codes, fact.measure.code, fact.stage, fact.date_from, fact.date_to,
        fact.qualifier, fact.figure, fact.code or "", fact.reported, _code(fact.reported_unit),
    ]  # fmt: skip


def _of_place(line: Line) -> list[Any]:
    figure, place = line.figure, line.place
    assert place
    return [
        *_named(line.of.record), *(place.codes[name] for name in NAMES), *figure.cell.values(),
        place.first, place.last, str(figure.qualifier), figure.value, figure.unit, None, None,
    ]  # fmt: skip


def _named(record: ReviewedRecord | None) -> list[Any]:
    return [record.pk, record.reference] if record else [None, None]


def _code(row: Any) -> str:
    return row.code if row else ""
