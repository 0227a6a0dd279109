from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Coalesce
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.requests import SignedInRequest
from common.errors import Invalid, Refused
from common.files import as_csv
from common.text.parameters import parameters_of
from common.workbook import Workbook, as_workbook
from dashboards.words.about import about_file
from dashboards.words.questions import refused_file
from figures.answer.figure import Figure
from figures.answer.marking import strictest_readable
from figures.evidence.codes import codes_of
from figures.evidence.facts import evidence
from figures.evidence.lines import Line, figure_of, lines
from figures.evidence.listing import EvidencePage
from figures.evidence.marks import IN
from figures.ledger.instants import pin_of_snapshot
from figures.question.codes import Ids
from figures.question.dimensions import NAMES
from figures.question.names import names
from figures.question.question import Question
from figures.question.reading import parse_question
from operations.models import ReviewedRecord
from operations.sharing import Reader, strictest

COLUMNS = (
    "record", "reference", *NAMES, "measure", "stage", "date_from", "date_to",
    "qualifier", "amount", "low", "high", "unit", "reported", "reported_high", "reported_unit",
)  # fmt: skip
AT_ONCE = 500
OF_RECORD = Coalesce("seizure__marking", "outcome__marking")


@dataclass(frozen=True)
class EvidenceFile:
    """The rows of a file of records, and their marking."""

    question: Question
    rows: Iterator[list[Any]]
    marking: str


def evidence_csv(request: SignedInRequest) -> HttpResponseBase:
    """The records in the figure as a file."""
    try:
        found = _found(request)
    except (Invalid, Refused) as refusal:
        return refused_file(refusal)
    return as_csv("evidence", COLUMNS, found.rows, marking=found.marking)


def evidence_xlsx(request: SignedInRequest) -> HttpResponseBase:
    """The same as a workbook."""
    try:
        found = _found(request)
    except (Invalid, Refused) as refusal:
        return refused_file(refusal)
    about = about_file(request, found.question, found.question.address(reverse("evidence")))
    return as_workbook(Workbook("evidence", _("Records"), COLUMNS, found.rows, found.marking, about))


def _found(request: SignedInRequest) -> EvidenceFile:
    """Raises Invalid or Refused for a question that cannot be answered."""
    reader = request.user
    question = parse_question(parameters_of(request.GET), reader).narrowed(by=(), top=0)
    if question.as_of:
        return EvidenceFile(question, _then(question, reader), strictest_readable(reader))
    facts = evidence(question, reader).included
    marking = strictest(set(facts.order_by().values_list(OF_RECORD, flat=True).distinct()))
    return EvidenceFile(question, _now(facts, reader), marking)


def _now(facts: Any, reader: Reader) -> Iterator[list[Any]]:
    called = names().codes_for(reader)
    for fact in facts.iterator(chunk_size=1000):
        yield _of_fact(fact, called)


def _then(question: Question, reader: Reader) -> Iterator[list[Any]]:
    """Rows as of an instant in the past, as far as the ledger has them."""
    pin, cursor = pin_of_snapshot(reader), ""
    question = question.narrowed(last_posting=pin.last)
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
        fact.qualifier, fact.figure, *_bounds(figure_of(fact)), fact.code or "", fact.reported, fact.reported_high,
        _code(fact.reported_unit),
    ]  # fmt: skip


def _of_place(line: Line) -> list[Any]:
    figure, place = line.figure, line.place
    assert place
    return [
        *_named(line.of.record), *(place.codes[name] for name in NAMES), *figure.cell.values(),
        place.first, place.last, str(figure.qualifier), figure.value, *_bounds(figure), figure.unit, None, None, None,
    ]  # fmt: skip


def _bounds(figure: Figure) -> tuple[Any, Any]:
    return figure.low, figure.high


def _named(record: ReviewedRecord | None) -> list[Any]:
    return [record.pk, record.reference] if record else [None, None]


def _code(row: Any) -> str:
    return row.code if row else ""
