"""Compare: two operations, agencies, countries or periods side by side, with the difference and the records."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.requests import SignedInRequest
from common.errors import Invalid, Refused
from dashboards.evidence.moves import moves_of
from dashboards.explore.choices import ExploreChoices
from dashboards.explore.comparison import Comparison, kinds
from dashboards.words.notes import left_out
from dashboards.words.questions import sentences_of
from figures.answer.query import answer
from figures.changes.moved import moved_between
from figures.ledger.snapshot import one_snapshot
from figures.question.dimensions import WAYS

PAGE = 25
# What both sides have in common is chosen from these.
SHARED = ("measure", "stage", "period", "calendar")


def compare_page(request: SignedInRequest) -> HttpResponse:
    choices = ExploreChoices(request.user)
    comparison = Comparison(request.GET, request.user, choices)
    context: dict[str, Any] = {
        "kinds": [(code, label, f"{reverse('compare')}?of={code}") for code, label in kinds().items()],
        "of": comparison.of,
        "shared": {name: comparison.common.get(name, "") for name in SHARED},
        "measures": choices.listing("measure").options(comparison.common.get("measure", "")),
        "stages": choices.listing("stage").options(comparison.common.get("stage", "")),
        "several": comparison.of in WAYS,
        "sentences": [],
        "page": None,
    }
    try:
        comparison.shared()
        sides = comparison.sides()
    except (Invalid, Refused) as refusal:
        context |= {"sides": comparison.empty_sides(), "sentences": sentences_of(refusal)}
        return render(request, "dashboards/compare.html", context, status=400)
    return render(request, "dashboards/compare.html", context | {"sides": sides} | _compared(request, sides))


def _compared(request: SignedInRequest, sides: list[Any]) -> dict[str, Any]:
    first, second = (side.question for side in sides)
    if first is None or second is None:
        return {}
    with one_snapshot():
        before, after = answer(first, request.user), answer(second, request.user)
        moves = moves_of(moved_between(before.figures, after.figures), first, second)
    return {
        "page": Paginator(moves, PAGE).get_page(request.GET.get("page")),
        "left_out": [
            (side.title, phrases)
            for side, answered in zip(sides, (before, after), strict=True)
            if (phrases := left_out(answered))
        ],
    }
