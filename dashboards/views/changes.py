import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from agencies.models import User
from agencies.requests import SignedInRequest
from common.errors import Invalid, Refused
from common.pages.paging import Page
from common.text.instants import format_instant, parse_instant
from common.text.parameters import parameters_of
from dashboards.evidence.entries import entries
from dashboards.evidence.moves import figure_moves
from dashboards.words.questions import conditions, refused_question, sentences_of
from figures.changes.by_act import figure_changes
from figures.changes.ends import changes as changed_between
from figures.changes.span import SPAN, Span, span_of
from figures.ledger.snapshot import one_snapshot
from figures.question.question import Question
from figures.question.reading import parse_question

PAGE = 50
DAYS = datetime.timedelta(days=30)
EARLIEST = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def changes_page(request: SignedInRequest) -> HttpResponse:
    """The page of a figure's changes between two instants: each act, with what it added or took away."""
    stated = parameters_of(request.GET, without=(*SPAN, "page"))
    try:
        question = parse_question(stated, request.user).narrowed(as_of=None, top=0)
    except (Invalid, Refused) as refusal:
        return refused_question(request, refusal)
    context: dict[str, Any] = {
        "question": question,
        "conditions": conditions(question),
        "records_url": question.address(reverse("evidence")),
        "changes_url": changes_of(question),
        "asked": question.parameters(),
    }
    try:
        span = span_of(in_span(request))
    except Invalid as invalid:
        instants = {name: request.GET.get(name, "") for name in SPAN}
        context |= {
            "sentences": sentences_of(invalid),
            "wrong": invalid.errors,
            "since_day": instants["since"],
            "until_day": instants["until"],
        }
        return render(request, "dashboards/changes.html", context, status=400)
    context |= _span_context(question, span, request.user, request.GET.get("page"))
    return render(request, "dashboards/changes.html", context)


def in_span(request: SignedInRequest) -> dict[str, str]:
    """The parameters since and until of the address; by default, the last thirty days."""
    stated = {name: request.GET[name] for name in SPAN if request.GET.get(name)}
    return {"since": _first_day(stated.get("until", "")), **stated}


def _first_day(until: str) -> str:
    last = max(parse_instant(until) or timezone.now(), EARLIEST + DAYS)
    return (last - DAYS).date().isoformat()


def _span_context(question: Question, span: Span, reader: User, number: str | None) -> dict[str, Any]:
    with one_snapshot():
        changed = changed_between(question, reader, span)
        page = Page(changed.latest, number, PAGE)
        found = entries(figure_changes(changed, page))
    return {
        "span": span,
        "since_day": span.since.date().isoformat(),
        # All of a day is up to the first instant of the next.
        "until_day": (span.until - datetime.timedelta.resolution).date().isoformat() if span.until else "",
        "until": span.until or timezone.now(),
        "moves": figure_moves(changed),
        "entries": found,
        "page": page,
        "csv_url": changes_of(question, span, "changes-csv"),
        "xlsx_url": changes_of(question, span, "changes-xlsx"),
    }


def changes_of(question: Question, span: Span | None = None, name: str = "changes") -> str:
    """The address of the changes of the question's figure, up to the instant of the question."""
    until = span.until if span else question.as_of
    ends = {"since": span.since if span else None, "until": until}
    instants = {end: format_instant(at) for end, at in ends.items() if at}
    parameters = question.narrowed(by=(), as_of=None, top=0).parameters() | instants
    return f"{reverse(name)}?{urlencode(parameters, safe=',:')}"
