import csv
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from common.errors import Invalid
from dashboards import formats
from dashboards.headlines import Measures, below, tile
from figures.evidence import Reason
from figures.evidence import evidence as behind
from figures.models import Fact
from figures.query import answer
from figures.question import Question, asked

PAGE = 50


def evidence(request: HttpRequest) -> HttpResponse:
    """The records in a figure, and those left out with their reasons."""
    parameters = {name: text for name, text in request.GET.items() if name not in ("page", "left")}
    try:
        question = asked(parameters, request.user)
    except Invalid as invalid:
        sentences = [sentence for found in invalid.errors.values() for sentence in found]
        return render(request, "dashboards/evidence_refused.html", {"sentences": sentences}, status=400)
    found = behind(question, request.user)
    answered = answer(question, request.user)
    measures = Measures(answered.figures)
    tiles = [tile(figure, measures, question) for figure in sorted(answered.figures, key=measures.order)]
    context = {
        "question": question,
        "tiles": tiles,
        "left_out": below(tiles, answered),
        "page": _page(found.included, request.GET.get("page")),
        "outside": _page(found.left_out, request.GET.get("left")),
        "reasons": dict(Reason.choices),
        "csv_query": request.GET.urlencode(),
        **_asked(question),
    }
    return render(request, "dashboards/evidence.html", context)


def _page(facts: Any, number: str | None) -> Any:
    return Paginator(facts, PAGE).get_page(number)


def _asked(question: Question) -> dict[str, Any]:
    """The question in words: one line a condition."""
    words = {
        _("Measure"): ", ".join(question.measure),
        _("Stage"): ", ".join(formats.stage(code) for code in question.stage),
        _("Operation"): ", ".join(question.operation),
        _("Agency"): ", ".join(question.agency),
        _("Country"): ", ".join(question.country),
        _("From"): question.first,
        _("To"): question.last,
        _("Unit"): question.unit,
    }
    return {"conditions": [{"label": name, "text": text} for name, text in words.items() if text]}


def evidence_csv(request: HttpRequest) -> HttpResponse:
    """The records in the figure, as a file."""
    try:
        question = asked(dict(request.GET.items()), request.user)
    except Invalid as invalid:
        return HttpResponse(str(invalid), status=400, content_type="text/plain; charset=utf-8")
    facts = behind(question, request.user).included
    response = StreamingHttpResponse(_lines(facts), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="evidence.csv"'
    return response


COLUMNS = (
    "record", "reference", "operation", "agency", "country", "measure", "stage", "date_from", "date_to",
    "qualifier", "amount", "unit", "reported", "reported_unit",
)  # fmt: skip


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
