from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.requests import SignedInRequest
from common.errors import Invalid, Refused
from common.text.parameters import parameters_of
from dashboards.evidence.lines import evidence_rows
from dashboards.views.changes import changes_of
from dashboards.words.amounts import totals
from dashboards.words.labels import Measures
from dashboards.words.questions import conditions, refused_question
from dashboards.words.tiles import arranged, below, tile
from figures.answer.query import Answer, answer
from figures.evidence.lines import lines
from figures.evidence.listing import EvidencePage, pinned
from figures.evidence.marks import IN
from figures.evidence.sections import sections
from figures.evidence.sums import sums
from figures.ledger.instants import Pin
from figures.ledger.snapshot import one_snapshot
from figures.question.names import names
from figures.question.question import Question
from figures.question.reading import parse_question

PAGE = 25


def evidence_page(request: SignedInRequest) -> HttpResponse:
    """The records in a figure, and those left out with their reasons."""
    parameters = parameters_of(request.GET, without=("page", "left"))
    try:
        question = parse_question(parameters, request.user).narrowed(by=(), top=0)
    except (Invalid, Refused) as refusal:
        return refused_question(request, refusal)
    with one_snapshot():
        question, pin = _pinned(request, question)
        answered = answer(question, request.user)
        apart = [reason for reason in sections(question, answered.left_out) if reason != IN]
        context = {
            "question": question,
            "withheld": answered.left_out["withheld"],
            "conditions": conditions(question),
            "counted": _listed(request, EvidencePage(question, request.user, [IN], pin), "page"),
            "outside": _listed(request, EvidencePage(question, request.user, apart, pin), "left"),
            "csv_url": question.address(reverse("evidence-csv")),
            "xlsx_url": question.address(reverse("evidence-xlsx")),
            "explore_url": question.address(reverse("explore")),
            "records_url": question.address(reverse("evidence")),
            "changes_url": changes_of(question),
            **_totals(answered),
        }
    return render(request, "dashboards/evidence.html", context)


def _pinned(request: SignedInRequest, question: Question) -> tuple[Question, Pin]:
    """The question as of the first valid cursor in the address, and the state of the ledger that it names."""
    for name in ("page", "left"):
        with suppress(ValueError):
            if cursor := request.GET.get(name):
                return pinned(question, request.user, cursor)
    return pinned(question, request.user, "")


def _listed(request: SignedInRequest, listing: EvidencePage, name: str) -> dict[str, Any]:
    """A page of the records in the figure, or of those left out; the first page for an invalid cursor."""
    try:
        page = listing.page(PAGE, request.GET.get(name, ""))
    except ValueError:
        page = listing.page(PAGE)
    question = listing.question
    found = lines(question, request.user, page.marks)
    return {
        "rows": evidence_rows(found),
        "sums": totals(sums(found, question, names().tree)),
        "facts": sum(line.figure.facts for line in found),
        "page": page,
    }


def _totals(answered: Answer) -> dict[str, Any]:
    measures = Measures(answered.figures)
    ordered = sorted(answered.figures, key=measures.order)
    tiles = [tile(figure, measures, answered.question) for figure in ordered]
    here = answered.question.address(reverse("evidence"))
    # A lone figure would open to the page that it stands on.
    tiles = [replace(each, url="") if each.url == here else each for each in tiles]
    return {**arranged(tiles), "left_out": below(tiles, answered)}
