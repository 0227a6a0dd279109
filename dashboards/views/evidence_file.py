import csv
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from common.errors import Invalid
from dashboards import formats
from figures.evidence import evidence
from figures.models import Fact
from figures.question import asked

COLUMNS = (
    "record", "reference", "operation", "agency", "country", "measure", "stage", "date_from", "date_to",
    "qualifier", "amount", "unit", "reported", "reported_unit",
)  # fmt: skip


def evidence_csv(request: HttpRequest) -> HttpResponse:
    """The records in the figure, as a file."""
    try:
        question = asked(dict(request.GET.items()), request.user)
    except Invalid as invalid:
        return HttpResponse(str(invalid), status=400, content_type="text/plain; charset=utf-8")
    facts = evidence(question, request.user).included
    response = StreamingHttpResponse(_lines(facts), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="evidence.csv"'
    return response


class _Echo:
    def write(self, text: str) -> str:
        return text


def _lines(facts: Any) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for fact in facts.iterator(chunk_size=1000):
        yield writer.writerow([_inert(value) for value in _row(fact)])


def _row(fact: Fact) -> list[Any]:
    record = fact.seizure or fact.outcome
    codes = [_code(each) for each in (fact.operation, fact.agency, fact.country, fact.measure)]
    amounts = [_plain(fact.amount), _code(fact.unit), _plain(fact.reported), _code(fact.reported_unit)]
    dates = [fact.date_from or "", fact.date_to or ""]
    return [record.pk, record.reference, *codes, fact.stage, *dates, fact.qualifier, *amounts]


def _code(row: Any) -> str:
    return row.code if row else ""


def _plain(value: Decimal | None) -> str:
    return "" if value is None else formats.plain(value)


def _inert(value: Any) -> str:
    """A spreadsheet must not take what somebody typed for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
